//! HTTP handlers for signing in and out.

use poem_openapi::OpenApi;

use super::contract::{Credentials, RefreshRequest, SignedIn, Tokens};
use super::service::SignIn;
use crate::accounts::scopes;
use crate::error::Code;
use crate::http::answers::{Done, NoStore};
use crate::http::auth::Allowed;
use crate::http::body::Body;
use crate::http::failure::Failure;
use crate::origin::Origin;
use crate::signing_in::errors;
use crate::tokens::tag::Tag;
use crate::{demands, failures};

demands! {
    /// The scope for signing out.
    OwnSession: scopes::PROFILE;
}

failures! {
    /// Failures of `login`.
    LoginFailures: errors::CREDENTIALS_INVALID, Code::RATE_LIMITED;
    /// Failures of `refreshTokens`.
    RefreshFailures: errors::REFRESH_TOKEN_INVALID, Code::RATE_LIMITED;
    /// Failures of `logout`.
    LogoutFailures: ;
}

/// The operations for signing in and out.
#[derive(Debug, Clone)]
pub struct AuthApi {
    /// The use cases behind the operations.
    pub sign_in: SignIn,
}

#[OpenApi(tag = "Tag::Auth")]
impl AuthApi {
    /// Sign in
    ///
    /// Returns an access token and a refresh token. The response does not reveal whether the user exists.
    #[oai(path = "/v1/auth/login", method = "post", operation_id = "login")]
    async fn login(
        &self,
        origin: Origin,
        Body(login): Body<Credentials>,
    ) -> Result<NoStore<SignedIn>, Failure<LoginFailures>> {
        Ok(NoStore(self.sign_in.login(login.try_into()?, origin).await?.into()))
    }

    /// Refresh tokens
    ///
    /// Exchanges a refresh token for new tokens. Each refresh token works once. If a response was lost, you can send the same refresh token
    /// again within ten seconds and get the same successor; after that, reusing it ends the session.
    #[oai(path = "/v1/auth/refresh", method = "post", operation_id = "refreshTokens")]
    async fn refresh(
        &self,
        origin: Origin,
        Body(refresh): Body<RefreshRequest>,
    ) -> Result<NoStore<Tokens>, Failure<RefreshFailures>> {
        Ok(NoStore(self.sign_in.refresh(refresh.refresh_token.reveal(), &origin).await?.into()))
    }

    /// Sign out
    ///
    /// Ends your session. Its access tokens and its refresh token stop working.
    #[oai(path = "/v1/auth/logout", method = "post", operation_id = "logout")]
    async fn logout(
        &self,
        allowed: Allowed<OwnSession>,
        origin: Origin,
    ) -> Result<Done, Failure<LogoutFailures>> {
        self.sign_in.logout(&allowed.caller, &origin).await?;
        Ok(Done)
    }
}
