//! Wire types for password resets.

use poem_openapi::Object;
use poem_openapi::types::Example;

use crate::accounts::passwords::NewPassword;
use crate::text::{Email, Secret};

/// The account whose password to reset.
#[derive(Debug, Clone, Object)]
#[oai(rename_all = "camelCase", deny_unknown_fields, example = true)]
pub struct PasswordResetRequest {
    /// The e-mail address of the account.
    pub(super) email: Email,
}

/// The token from the e-mail and the new password.
#[derive(Debug, Clone, Object)]
#[oai(rename_all = "camelCase", deny_unknown_fields, example = true)]
pub struct PasswordReset {
    /// The token from the e-mail.
    pub(super) token: Secret<1, 100>,
    /// The new password: at most 256 bytes of any characters, and not easy to guess.
    pub(super) new_password: NewPassword,
}

impl Example for PasswordResetRequest {
    fn example() -> Self {
        Self { email: Email::stored("grace@imprint.example".to_owned()) }
    }
}

impl Example for PasswordReset {
    fn example() -> Self {
        Self {
            token: Secret::stored("iWnDDBo3TQ9UzO3qWBpKQJBuE5hQ0sZ0K1nS5ihm6pg".to_owned()),
            new_password: NewPassword::stored("a bag of three lemons".to_owned()),
        }
    }
}
