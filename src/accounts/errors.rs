//! Error codes of accounts.

use crate::error::{Code, Kind};
use crate::named;

named! {
    /// The error codes of accounts.
    pub const CODES: Code;

    /// You cannot change your own role, tier or active flag. Ask another administrator. `errors` lists the fields.
    OWN_ACCOUNT = "own_account": Kind::Forbidden, "Own account";
    /// Only an administrator can give or take a role, or change or delete an administrator's account; a client that acts for itself can't.
    /// The token must have all scopes of the role, and so must a token that changes a user's e-mail address. `errors` lists the fields.
    ADMIN_REQUIRED = "admin_required": Kind::Forbidden, "Administrator required";
    /// The user does not exist.
    USER_NOT_FOUND = "user_not_found": Kind::NotFound, "User not found";
    /// Another user already has this e-mail address. Case does not matter. If the username is taken too, `errors` names it as well.
    EMAIL_TAKEN = "email_taken": Kind::Conflict, "E-mail address is taken";
    /// Another user already has this username. Case does not matter.
    USERNAME_TAKEN = "username_taken": Kind::Conflict, "Username is taken";
    /// This is the last active administrator. Make another user an administrator first.
    LAST_ADMIN = "last_admin": Kind::Conflict, "Last administrator";
    /// The token is invalid, was already used, or is older than 30 minutes. Request another e-mail.
    RESET_TOKEN_INVALID = "reset_token_invalid": Kind::Unprocessable, "Reset token is invalid";
}
