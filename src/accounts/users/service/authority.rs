//! Checks whether a caller has the authority to change another account.
//!
//! The scope `users:write` lets a token change accounts. It must not become a way to rights that the token does not have. A
//! caller could gain such rights directly, by assigning a role, or indirectly, by changing an e-mail address, to which a new
//! password can then be mailed. A client that acts on its own behalf never has authority over administrators, whatever scopes it
//! has.

use super::super::model::{Role, User, UserDraft};
use crate::accounts::errors;
use crate::caller::{Caller, Scopes};
use crate::error::{Error, Fault, FaultCode, Result};
use crate::registry::Registry;

/// What a caller can currently do to other accounts.
pub(super) struct Authority {
    /// Whether the caller is a user who is an active administrator now, whatever the token says.
    administrates: bool,
    scopes: Scopes,
    registry: Registry,
}

impl Authority {
    /// Returns the authority of a caller. `held` must contain the caller's account in its current state, if there is one.
    pub(super) fn of(caller: &Caller, held: &[User], registry: Registry) -> Self {
        let own = held.iter().filter(|user| Some(user.stamp.id) == caller.user());
        let administrates = own.map(|user| &user.draft).any(UserDraft::is_active_admin);
        Self { administrates, scopes: caller.scopes.clone(), registry }
    }

    /// Returns the least authority of any caller that gets here.
    pub(super) fn least(registry: Registry) -> Self {
        Self { administrates: false, scopes: Scopes::default(), registry }
    }

    /// Checks whether a change is within the authority.
    ///
    /// # Errors
    /// `admin_required`, with the fields.
    pub(super) fn allows(&self, before: &UserDraft, after: &UserDraft) -> Result<()> {
        let touches = self.administrates || before.role < Role::Admin;
        let role = self.administrates && self.covers(before.role.max(after.role));
        // Whoever controls the e-mail address can have a new password sent there.
        let takes_over = touches && self.covers(before.role);
        let changes = [
            ("/role", before.role != after.role, role),
            ("/email", before.email != after.email, takes_over),
            ("/username", before.username != after.username, touches),
            ("/name", before.name != after.name, touches),
            ("/tier", before.tier != after.tier, touches),
            ("/active", before.active != after.active, if after.active { takes_over } else { touches }),
        ];
        let beyond = changes.into_iter().filter(|(_, changed, allowed)| *changed && !allowed);
        let detail = "can only be changed by an administrator, with a token that has all scopes of the role";
        let fault = |pointer| Fault::body(pointer, FaultCode::AdminRequired, detail);
        let error = beyond.fold(refused(), |error, (pointer, ..)| error.at(fault(pointer)));
        if error.faults().is_empty() { Ok(()) } else { Err(error) }
    }

    /// Checks whether a deletion is within the authority.
    ///
    /// # Errors
    /// `admin_required`.
    pub(super) fn allows_deletion(&self, of: &UserDraft) -> Result<()> {
        if self.administrates || of.role < Role::Admin { Ok(()) } else { Err(refused()) }
    }

    /// Returns whether the token has all scopes of this role, apart from those that every role has.
    fn covers(&self, role: Role) -> bool {
        let beyond = |scope: &crate::caller::Scope| scope.role() > Role::Viewer && scope.role() <= role;
        self.registry.scopes().filter(beyond).all(|scope| self.scopes.has(scope))
    }
}

fn refused() -> Error {
    Error::new(
        errors::ADMIN_REQUIRED,
        "Only an administrator can do this. A client that acts for itself can't.",
    )
}
