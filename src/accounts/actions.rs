//! The audited actions of accounts.

use crate::action::Action;
use crate::named;

named! {
    /// The audited actions of accounts.
    pub const ACTIONS: Action;

    /// A user signed up, or was created by the operator at the command line.
    USER_CREATED = "user.created";
    /// A user was changed.
    USER_CHANGED = "user.changed";
    /// A user was deleted.
    USER_DELETED = "user.deleted";
    /// A change or deletion of a user was refused. `code` says why.
    USER_CHANGE_REFUSED = "user.change_refused";
    /// A password change was refused, because the current password was wrong.
    PASSWORD_CHANGE_REFUSED = "password.change_refused";
    /// A password reset was refused, because the reset token was invalid.
    PASSWORD_RESET_REFUSED = "password.reset_refused";
    /// A password was changed: by the user, who gave the current one, or by the operator at the command line.
    PASSWORD_CHANGED = "password.changed";
    /// A password reset was requested, whether or not the address belongs to a user.
    PASSWORD_RESET_ASKED = "password.reset_asked";
    /// A password was reset with the token from a password reset mail.
    PASSWORD_RESET = "password.reset";
}
