//! Codes of failures.

use crate::error::{Code, Kind};
use crate::named;

named! {
    /// What can go wrong with accounts.
    pub const CODES: Code;

    /// Nobody changes their own role, tier or active flag. `errors` lists the fields; another administrator can do it.
    OWN_ACCOUNT = "own_account": Kind::Forbidden, "Not for oneself";
    /// Only an administrator can give or take a role, or change or delete an administrator's account; a client that acts for itself can't.
    /// The token must have all scopes of the role, and so must a token that changes a user's e-mail address. `errors` lists the fields.
    ADMIN_REQUIRED = "admin_required": Kind::Forbidden, "Administrator required";
    /// There is no user with this id.
    USER_NOT_FOUND = "user_not_found": Kind::NotFound, "User not found";
    /// Another user has this e-mail address already; upper and lower case are the same. `errors` also names the username
    /// if that is taken too.
    EMAIL_TAKEN = "email_taken": Kind::Conflict, "E-mail address is taken";
    /// Another user has this username already; upper and lower case are the same.
    USERNAME_TAKEN = "username_taken": Kind::Conflict, "Username is taken";
    /// Without this user there would be no active administrator. Make somebody else one first.
    LAST_ADMIN = "last_admin": Kind::Conflict, "Last administrator";
    /// The token is none of ours, was used before, or is older than half an hour. Ask for another mail.
    RESET_TOKEN_INVALID = "reset_token_invalid": Kind::Unprocessable, "Token of the mail is not valid";
}
