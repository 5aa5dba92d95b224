//! The audited actions of accounts.

use crate::action::Action;
use crate::named;

named! {
    /// What is audited of accounts.
    pub const ACTIONS: Action;

    /// A user was made, or signed up.
    USER_CREATED = "user.created";
    /// A user was changed.
    USER_CHANGED = "user.changed";
    /// A user was deleted.
    USER_DELETED = "user.deleted";
    /// A change or deletion of a user was refused. `code` says why.
    USER_CHANGE_REFUSED = "user.change_refused";
    /// Somebody wanted to change a password and gave a wrong present one.
    PASSWORD_CHANGE_REFUSED = "password.change_refused";
    /// Somebody wanted to set a new password by a token that is not valid.
    PASSWORD_RESET_REFUSED = "password.reset_refused";
    /// A password was changed: by its user, who gave the old one, or by the operator at the command line.
    PASSWORD_CHANGED = "password.changed";
    /// Somebody asked for a letter with which to set a new password.
    PASSWORD_RESET_ASKED = "password.reset_asked";
    /// Somebody set a new password by such a letter.
    PASSWORD_RESET = "password.reset";
}
