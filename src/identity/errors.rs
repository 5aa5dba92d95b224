//! Codes of failures.

use crate::error::{Code, Kind};
use crate::named;

named! {
    /// What can go wrong with accounts, clients and signing in.
    pub const CODES: Code;

    /// There is no active user with this name and this password. Which of the two is wrong is not told.
    CREDENTIALS_INVALID = "credentials_invalid": Kind::Unauthenticated, "Sign-in failed";
    /// The refresh token is none of ours, has been used before, or its session has ended. Sign in again.
    REFRESH_TOKEN_INVALID = "refresh_token_invalid": Kind::Unauthenticated, "Refresh token is not valid";
    /// Nobody changes their own role, tier or active flag. `errors` lists the fields; another administrator can do it.
    OWN_ACCOUNT = "own_account": Kind::Forbidden, "Not for oneself";
    /// A client may have no more scopes than the token with which it is made, changed or given a secret.
    SCOPES_EXCEEDED = "scopes_exceeded": Kind::Forbidden, "Scopes beyond one's own";
    /// There is no client with this id. The id is not its `clientId`.
    CLIENT_NOT_FOUND = "client_not_found": Kind::NotFound, "Client not found";
    /// There is no user with this id.
    USER_NOT_FOUND = "user_not_found": Kind::NotFound, "User not found";
    /// Another user has this e-mail address already; upper and lower case are the same. `errors` also names the username
    /// if that is taken too.
    EMAIL_TAKEN = "email_taken": Kind::Conflict, "E-mail address is taken";
    /// Another user has this username already; upper and lower case are the same.
    USERNAME_TAKEN = "username_taken": Kind::Conflict, "Username is taken";
    /// A public client can't keep a secret, so it has none. Make it confidential first, if it can.
    CLIENT_IS_PUBLIC = "client_is_public": Kind::Conflict, "Client is public";
    /// Without this user there would be no active administrator. Make somebody else one first.
    LAST_ADMIN = "last_admin": Kind::Conflict, "Last administrator";
    /// The token is none of ours, was used before, or is older than half an hour. Ask for another mail.
    RESET_TOKEN_INVALID = "reset_token_invalid": Kind::Unprocessable, "Token of the mail is not valid";
}
