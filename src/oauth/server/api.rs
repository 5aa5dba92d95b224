//! HTTP handlers for tokens: issue, revoke and introspect.

use poem::http::{StatusCode, header};
use poem::{IntoResponse, Response};
use poem_openapi::registry::{MetaResponses, Registry};
use poem_openapi::{ApiResponse, OpenApi};

use super::contract::{Introspection, TokenReference, TokenRequest, TokenResponse};
use super::credentials::Basic;
use super::failure::OAuthFailure;
use super::form::Form;
use super::service::OAuth;
use crate::error::Code;
use crate::failures;
use crate::http::answers::{NoStore, response, text_header};
use crate::oauth::tag::Tag;
use crate::origin::Origin;
use crate::text::Line;

failures! {
    /// Failures of all operations of the token server. Clients that are refused too often have to wait.
    Limited: Code::RATE_LIMITED;
}

/// The operations of the token server.
#[derive(Debug, Clone)]
pub struct OAuthApi {
    /// The use cases behind the operations.
    pub oauth: OAuth,
}

/// The response to a revocation, also for an unknown token: `200` without a body (RFC 7009, 2.2).
#[derive(Debug)]
pub struct TakenBack;

impl IntoResponse for TakenBack {
    fn into_response(self) -> Response {
        Response::builder().status(StatusCode::OK).header(header::CACHE_CONTROL, "no-store").finish()
    }
}

impl ApiResponse for TakenBack {
    fn meta() -> MetaResponses {
        let kept =
            text_header("Cache-Control", "Always `no-store`: caches must not keep the response.", "no-store");
        MetaResponses {
            responses: vec![response(200, "The token is revoked, or was never valid.", None, vec![kept])],
        }
    }

    fn register(_: &mut Registry) {}
}

#[OpenApi(tag = "Tag::OAuth")]
impl OAuthApi {
    /// Get tokens
    ///
    /// Exchanges an authorization code, a refresh token, the client's own credentials or a user's password for tokens (RFC 6749). The
    /// client authenticates with HTTP Basic or in the body. Each refresh token works once. Using a code a second time revokes the tokens
    /// that it was exchanged for. With the grant `password`, the new tokens replace those that the client already has for this user.
    #[oai(path = "/oauth/token", method = "post", operation_id = "issueToken")]
    async fn token(
        &self,
        basic: Basic,
        origin: Origin,
        Form(request): Form<TokenRequest>,
    ) -> Result<NoStore<TokenResponse>, OAuthFailure<Limited>> {
        let id = request.client_id.clone().map(Line::into_string);
        let credentials = basic.or(id, request.client_secret.clone())?;
        let (ask, wanted) = request.ask(self.oauth.app.registry)?;
        Ok(NoStore(self.oauth.issue(credentials, ask, wanted, &origin).await?.into()))
    }

    /// Revoke a token
    ///
    /// Ends the token's session, and with it all of its access and refresh tokens (RFC 7009). A refresh token that was already used and an
    /// access token that has expired end their session too. An unknown token is treated as revoked.
    #[oai(path = "/oauth/revoke", method = "post", operation_id = "revokeToken")]
    async fn revoke(
        &self,
        basic: Basic,
        origin: Origin,
        Form(request): Form<TokenReference>,
    ) -> Result<TakenBack, OAuthFailure<Limited>> {
        let credentials = basic.or(request.client_id.map(Line::into_string), request.client_secret)?;
        self.oauth.revoke(credentials, request.token.reveal().to_owned(), &origin).await?;
        Ok(TakenBack)
    }

    /// Introspect a token
    ///
    /// Returns whether a token is active, whom it belongs to and what it can be used for (RFC 7662). Only confidential clients can call
    /// this.
    #[oai(path = "/oauth/introspect", method = "post", operation_id = "introspectToken")]
    async fn introspect(
        &self,
        basic: Basic,
        origin: Origin,
        Form(request): Form<TokenReference>,
    ) -> Result<NoStore<Introspection>, OAuthFailure<Limited>> {
        let credentials = basic.or(request.client_id.map(Line::into_string), request.client_secret)?;
        let told = self.oauth.introspect(credentials, request.token.reveal().to_owned(), &origin).await?;
        Ok(NoStore(Introspection::new(told, self.oauth.access.issuer())))
    }
}
