//! HTTP handlers for password resets.

use poem_openapi::OpenApi;

use super::contract::{PasswordReset, PasswordResetRequest};
use super::service::Resets;
use crate::accounts::errors;
use crate::accounts::tag::Tag;
use crate::error::Code;
use crate::failures;
use crate::http::answers::{Accepted, Done};
use crate::http::body::Body;
use crate::http::failure::Failure;
use crate::origin::Origin;

failures! {
    /// Failures of `requestPasswordReset`.
    RequestPasswordReset: Code::RATE_LIMITED;
    /// Failures of `resetPassword`.
    ResetPassword: errors::RESET_TOKEN_INVALID, Code::RATE_LIMITED;
}

/// The operations on password resets.
#[derive(Debug, Clone)]
pub struct ResetsApi {
    /// The use cases behind the operations.
    pub resets: Resets,
}

#[OpenApi(tag = "Tag::Users")]
impl ResetsApi {
    /// Request a password reset
    ///
    /// Sends an e-mail with a token to the address, if it belongs to an active user. The token works once, within 30 minutes. The response
    /// is the same whether the user exists or not. No token is needed.
    #[oai(path = "/v1/auth/password-reset", method = "post", operation_id = "requestPasswordReset")]
    async fn request(
        &self,
        origin: Origin,
        Body(request): Body<PasswordResetRequest>,
    ) -> Result<Accepted, Failure<RequestPasswordReset>> {
        self.resets.request(request.email, &origin).await?;
        Ok(Accepted)
    }

    /// Reset a password
    ///
    /// Takes the token from the mail and ends all of the user's sessions.
    #[oai(path = "/v1/auth/password-reset/confirm", method = "post", operation_id = "resetPassword")]
    async fn confirm(
        &self,
        origin: Origin,
        Body(reset): Body<PasswordReset>,
    ) -> Result<Done, Failure<ResetPassword>> {
        let PasswordReset { token, new_password } = reset;
        self.resets.confirm(token.reveal(), new_password, &origin).await?;
        Ok(Done)
    }
}
