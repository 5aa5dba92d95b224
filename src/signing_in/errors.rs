//! Error codes of signing in.

use crate::error::{Code, Kind};
use crate::named;

named! {
    /// The error codes of signing in.
    pub const CODES: Code;

    /// The username, e-mail address or password is wrong, or the account is not active.
    CREDENTIALS_INVALID = "credentials_invalid": Kind::Unauthenticated, "Sign-in failed";
    /// The refresh token is invalid, was already used, or its session has ended. Sign in again.
    REFRESH_TOKEN_INVALID = "refresh_token_invalid": Kind::Unauthenticated, "Refresh token is invalid";
}
