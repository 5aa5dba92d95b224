//! Codes of failures.

use crate::error::{Code, Kind};
use crate::named;

named! {
    /// What can go wrong with signing in.
    pub const CODES: Code;

    /// There is no active user with this name and this password. Which of the two is wrong is not told.
    CREDENTIALS_INVALID = "credentials_invalid": Kind::Unauthenticated, "Sign-in failed";
    /// The refresh token is none of ours, has been used before, or its session has ended. Sign in again.
    REFRESH_TOKEN_INVALID = "refresh_token_invalid": Kind::Unauthenticated, "Refresh token is not valid";
}
