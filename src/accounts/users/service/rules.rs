//! Rules for changes to users.

use super::super::model::{User, UserDraft};
use crate::accounts::errors;
use crate::error::{Error, Fault, FaultCode, Result};
use crate::id::Id;

/// Callers cannot change their own role, tier or active flag: neither upwards, nor downwards by mistake.
pub(super) fn not_ones_own(caller: Id, current: &User, draft: &UserDraft) -> Result<()> {
    if current.stamp.id != caller {
        return Ok(());
    }
    let changed = [
        ("/role", current.draft.role != draft.role),
        ("/tier", current.draft.tier != draft.tier),
        ("/active", current.draft.active != draft.active),
    ];
    let own = |pointer| Fault::body(pointer, FaultCode::OwnAccount, "can't be changed for oneself");
    let faults = changed.into_iter().filter(|(_, changed)| *changed).map(|(pointer, _)| own(pointer));
    let error = faults.fold(Error::from(errors::OWN_ACCOUNT), Error::at);
    if error.faults().is_empty() { Ok(()) } else { Err(error) }
}

/// Checks that an active administrator is left, if there was one before. `held` has all active administrators; no draft means a
/// deletion.
pub(super) fn an_admin_is_left(held: &[User], current: &User, draft: Option<&UserDraft>) -> Result<()> {
    let stays = draft.is_some_and(UserDraft::is_active_admin);
    let others = held.iter().filter(|user| user.stamp.id != current.stamp.id);
    if !current.draft.is_active_admin()
        || stays
        || others.map(|user| &user.draft).any(UserDraft::is_active_admin)
    {
        Ok(())
    } else {
        Err(errors::LAST_ADMIN.into())
    }
}

/// Returns whether the change removes an active administrator.
pub(super) fn takes_an_admin(before: &UserDraft, after: &UserDraft) -> bool {
    before.is_active_admin() && !after.is_active_admin()
}

/// Returns whether tokens that were issued before claim more than is true after the change.
pub(super) fn loses_rights(before: &UserDraft, after: &UserDraft) -> bool {
    before.role != after.role || (before.active && !after.active)
}
