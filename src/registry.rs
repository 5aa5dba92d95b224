//! The names that the parts register: error codes, scopes, audited actions, limits, configuration keys.
//!
//! Each part declares its own names in its own folder. `routes` collects them into the registry, which is passed to every module
//! that needs all of them.

mod order;

use crate::action::Action;
use crate::caller::{Role, Scope, Scopes};
use crate::config::Settings;
use crate::error::{Code, Policy};
use crate::manners::Manners;

/// The names of one part.
#[derive(Debug, Clone, Copy)]
pub struct Names {
    /// Its error codes.
    pub codes: &'static [Code],
    /// Its scopes.
    pub scopes: &'static [Scope],
    /// Its audited actions.
    pub actions: &'static [Action],
    /// Its rate limits.
    pub limits: &'static [Policy],
    /// Its operations that do not follow the API's own conventions.
    pub manners: &'static [Manners],
    /// Its configuration keys.
    pub settings: Settings,
}

impl Names {
    /// A part without names.
    pub const NONE: Self =
        Self { codes: &[], scopes: &[], actions: &[], limits: &[], manners: &[], settings: Settings::NONE };
}

/// The names of all parts. Cheap to copy.
#[derive(Debug, Clone, Copy)]
pub struct Registry {
    parts: &'static [&'static Names],
    manners: bool,
}

impl Registry {
    /// Collects the names of these parts.
    #[must_use]
    pub const fn of(parts: &'static [&'static Names]) -> Self {
        Self { parts, manners: true }
    }

    /// Returns the same names for an API with other operations, which all follow the API's own conventions.
    #[must_use]
    pub const fn without_manners(self) -> Self {
        Self { manners: false, ..self }
    }

    /// Returns every error code, the shared ones first.
    pub fn codes(self) -> impl Iterator<Item = Code> {
        let mut codes: Vec<_> = self.parts.iter().flat_map(|names| names.codes).copied().collect();
        codes.sort_by_key(|code| order::rank(order::CODES, code.name()));
        Code::HOUSE.iter().copied().chain(codes)
    }

    /// Returns the error code with this name.
    #[must_use]
    pub fn code(self, name: &str) -> Option<Code> {
        let own = self.parts.iter().flat_map(|names| names.codes);
        Code::HOUSE.iter().chain(own).copied().find(|code| code.name() == name)
    }

    /// Returns every scope: those that everybody may have first, those that only administrators may have last.
    pub fn scopes(self) -> impl Iterator<Item = Scope> {
        let of = move |role: Role| {
            self.parts
                .iter()
                .flat_map(|names| names.scopes)
                .copied()
                .filter(move |scope| scope.role() == role)
        };
        Role::ALL.iter().copied().flat_map(of)
    }

    /// Returns the scope with this name.
    #[must_use]
    pub fn scope(self, name: &str) -> Option<Scope> {
        self.scopes().find(|scope| scope.name() == name)
    }

    /// Returns the scopes that a user with this role may have: those of the role and of all lower roles.
    #[must_use]
    pub fn scopes_of(self, role: Role) -> Scopes {
        self.scopes().filter(|scope| scope.role() <= role).collect()
    }

    /// Returns the scopes with these names, which are separated by spaces, in the registry's order.
    ///
    /// # Errors
    /// With the first unknown name.
    pub fn known_scopes(self, text: &str) -> Result<Scopes, &str> {
        match text.split(' ').find(|name| !name.is_empty() && self.scope(name).is_none()) {
            Some(unknown) => Err(unknown),
            None => {
                Ok(self.scopes().filter(|scope| text.split(' ').any(|name| name == scope.name())).collect())
            }
        }
    }

    /// Returns every audited action.
    pub fn actions(self) -> impl Iterator<Item = Action> {
        let mut actions: Vec<_> = self.parts.iter().flat_map(|names| names.actions).copied().collect();
        actions.sort_by_key(|action| order::rank(order::ACTIONS, action.name()));
        actions.into_iter()
    }

    /// Returns every rate limit.
    pub fn limits(self) -> impl Iterator<Item = Policy> {
        self.parts.iter().flat_map(|names| names.limits).copied()
    }

    /// Returns the configuration keys of each part.
    pub fn settings(self) -> impl Iterator<Item = Settings> {
        self.parts.iter().map(|names| names.settings)
    }

    /// Returns every operation that does not follow the API's own conventions.
    pub fn manners(self) -> impl Iterator<Item = Manners> {
        self.parts.iter().filter(move |_| self.manners).flat_map(|names| names.manners).copied()
    }

    /// Returns the conventions of the operation with this id.
    #[must_use]
    pub fn manners_of(self, operation: &str) -> Manners {
        self.manners().find(|manners| manners.operation() == operation).unwrap_or(Manners::of(""))
    }
}
