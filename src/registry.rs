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
    /// What can go wrong in it.
    pub codes: &'static [Code],
    /// What tokens may be used for in it.
    pub scopes: &'static [Scope],
    /// What of it is audited.
    pub actions: &'static [Action],
    /// How often something in it may be tried.
    pub limits: &'static [Policy],
    /// Operations of it that have manners of their own.
    pub manners: &'static [Manners],
    /// What can be set.
    pub settings: Settings,
}

impl Names {
    /// A part that brings none.
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
    /// Gathers the names of these parts.
    #[must_use]
    pub const fn of(parts: &'static [&'static Names]) -> Self {
        Self { parts, manners: true }
    }

    /// The same names for an API of other operations, which all follow the house.
    #[must_use]
    pub const fn without_manners(self) -> Self {
        Self { manners: false, ..self }
    }

    /// Every error code, those of the house first.
    pub fn codes(self) -> impl Iterator<Item = Code> {
        let mut codes: Vec<_> = self.parts.iter().flat_map(|names| names.codes).copied().collect();
        codes.sort_by_key(|code| order::rank(order::CODES, code.name()));
        Code::HOUSE.iter().copied().chain(codes)
    }

    /// The error code with this name.
    #[must_use]
    pub fn code(self, name: &str) -> Option<Code> {
        let own = self.parts.iter().flat_map(|names| names.codes);
        Code::HOUSE.iter().chain(own).copied().find(|code| code.name() == name)
    }

    /// Every scope: what everybody may have first, what only administrators may have last.
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

    /// The scope with this name.
    #[must_use]
    pub fn scope(self, name: &str) -> Option<Scope> {
        self.scopes().find(|scope| scope.name() == name)
    }

    /// What a user with this role may have: the scopes of the role and of those below it.
    #[must_use]
    pub fn scopes_of(self, role: Role) -> Scopes {
        self.scopes().filter(|scope| scope.role() <= role).collect()
    }

    /// The scopes with these names, which stand with spaces between, in the registry's order.
    ///
    /// # Errors
    /// With the first name that is no scope's.
    pub fn known_scopes(self, text: &str) -> Result<Scopes, &str> {
        match text.split(' ').find(|name| !name.is_empty() && self.scope(name).is_none()) {
            Some(unknown) => Err(unknown),
            None => {
                Ok(self.scopes().filter(|scope| text.split(' ').any(|name| name == scope.name())).collect())
            }
        }
    }

    /// Every action that is audited.
    pub fn actions(self) -> impl Iterator<Item = Action> {
        let mut actions: Vec<_> = self.parts.iter().flat_map(|names| names.actions).copied().collect();
        actions.sort_by_key(|action| order::rank(order::ACTIONS, action.name()));
        actions.into_iter()
    }

    /// Every limit on attempts.
    pub fn limits(self) -> impl Iterator<Item = Policy> {
        self.parts.iter().flat_map(|names| names.limits).copied()
    }

    /// What can be set in each part.
    pub fn settings(self) -> impl Iterator<Item = Settings> {
        self.parts.iter().map(|names| names.settings)
    }

    /// Every operation that has manners of its own.
    pub fn manners(self) -> impl Iterator<Item = Manners> {
        self.parts.iter().filter(move |_| self.manners).flat_map(|names| names.manners).copied()
    }

    /// The manners of the operation with this id.
    #[must_use]
    pub fn manners_of(self, operation: &str) -> Manners {
        self.manners().find(|manners| manners.operation() == operation).unwrap_or(Manners::of(""))
    }
}
