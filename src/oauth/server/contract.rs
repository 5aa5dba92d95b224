//! Wire types for the token endpoints. Field names are those of the standards, in `snake_case`.

mod convert;
mod examples;

use std::fmt;

use poem_openapi::Object;
use serde::Serialize;

use crate::accounts::passwords::GivenPassword;
use crate::http::scalar::string_type;
use crate::oauth::clients::{ClientSecret, Grant};
use crate::text::{Line, Secret};

/// The type of access tokens.
const BEARER: &str = "Bearer";

/// A token or a code as the client sent it.
pub type Given = Secret<1, 4000>;

/// The name of a grant type. Unknown names can be parsed too, so that they can be refused with an OAuth error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantType(Line<1, 200>);

impl fmt::Display for GrantType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

string_type!(
    @wire [] GrantType,
    "GrantType",
    Grant::schema_ref(),
    |registry| Grant::register(registry),
    |text: String| Line::parse(text).map(GrantType)
);

/// A token request. The grant determines the other fields: `code`, `redirect_uri` and `code_verifier`; `refresh_token`; `username` and
/// `password`; or none. Unknown fields are ignored (RFC 6749, 3.2).
#[derive(Debug, Clone, Object)]
#[oai(skip_serializing_if_is_none, example = true)]
pub struct TokenRequest {
    /// The grant type.
    grant_type: GrantType,
    /// The authorization code.
    code: Option<Given>,
    /// The redirect URI of the authorization request, exactly as it was sent there. Required if it was sent.
    redirect_uri: Option<Line<1, 500>>,
    /// The PKCE code verifier (RFC 7636).
    #[oai(validator(min_length = 43, max_length = 128, pattern = "^[A-Za-z0-9._~-]+$"))]
    code_verifier: Option<String>,
    /// The refresh token.
    refresh_token: Option<Given>,
    /// The scopes to request, separated by spaces. Defaults to every scope that the client can get.
    scope: Option<Line<1, 1000>>,
    /// The user's e-mail address or username.
    ///
    /// Deprecated since 2026-11-21. Clients should not see passwords (RFC 9700, 2.4): use the grant `authorization_code`.
    username: Option<Line<1, 254>>,
    /// The user's password.
    ///
    /// Deprecated since 2026-11-21. Clients should not see passwords (RFC 9700, 2.4): use the grant `authorization_code`.
    password: Option<GivenPassword>,
    /// The client id, unless you send it in `Authorization`.
    pub(super) client_id: Option<Line<1, 100>>,
    /// The client secret, unless you send it in `Authorization` or the client is public.
    pub(super) client_secret: Option<ClientSecret>,
}

/// A token to introspect or to revoke.
#[derive(Debug, Clone, Object)]
#[oai(skip_serializing_if_is_none, example = true)]
pub struct TokenReference {
    /// The access token or refresh token.
    pub(super) token: Given,
    /// The type of the token. This server ignores the hint.
    token_type_hint: Option<Line<1, 100>>,
    /// The client id, unless you send it in `Authorization`.
    pub(super) client_id: Option<Line<1, 100>>,
    /// The client secret, unless you send it in `Authorization` or the client is public.
    pub(super) client_secret: Option<ClientSecret>,
}

/// A token response (RFC 6749, 5.1).
#[derive(Debug, Clone, Object, Serialize)]
#[oai(skip_serializing_if_is_none, example = true)]
pub struct TokenResponse {
    /// The access token, a JWT (RFC 9068). Treat it as opaque and send it unchanged.
    #[oai(validator(max_length = 4000))]
    access_token: String,
    /// `Bearer`.
    #[oai(validator(max_length = 20))]
    token_type: String,
    /// The lifetime of the access token in seconds.
    #[oai(validator(minimum(value = "1"), maximum(value = "86400")))]
    expires_in: i32,
    /// The refresh token, if the client can use the grant `refresh_token`. It works once, within 30 days.
    #[oai(validator(max_length = 200))]
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<String>,
    /// The scopes of the access token, separated by spaces.
    #[oai(validator(max_length = 1000))]
    scope: String,
}

/// The state of a token (RFC 7662). If the token is not active, there are no other fields.
#[derive(Debug, Clone, Default, Object, Serialize)]
#[oai(skip_serializing_if_is_none, example = true)]
pub struct Introspection {
    /// Whether the token is active.
    active: bool,
    /// The scopes of the token, separated by spaces.
    #[oai(validator(max_length = 1000))]
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<String>,
    /// The client that the token was issued to.
    #[oai(validator(max_length = 100))]
    #[serde(skip_serializing_if = "Option::is_none")]
    client_id: Option<String>,
    /// The user's username, or the e-mail address if there is none.
    #[oai(validator(max_length = 254))]
    #[serde(skip_serializing_if = "Option::is_none")]
    username: Option<String>,
    /// `Bearer` for an access token.
    #[oai(validator(max_length = 20))]
    #[serde(skip_serializing_if = "Option::is_none")]
    token_type: Option<String>,
    /// When the token expires, as a Unix timestamp in seconds.
    #[oai(validator(minimum(value = "0"), maximum(value = "9007199254740991")))]
    #[serde(skip_serializing_if = "Option::is_none")]
    exp: Option<i64>,
    /// When the token was issued, as a Unix timestamp in seconds.
    #[oai(validator(minimum(value = "0"), maximum(value = "9007199254740991")))]
    #[serde(skip_serializing_if = "Option::is_none")]
    iat: Option<i64>,
    /// The id of the user, or of the client if it acts on its own behalf.
    #[oai(validator(max_length = 100))]
    #[serde(skip_serializing_if = "Option::is_none")]
    sub: Option<String>,
    /// The audience of the token: this server.
    #[oai(validator(max_length = 2000))]
    #[serde(skip_serializing_if = "Option::is_none")]
    aud: Option<String>,
    /// The issuer of the token: this server.
    #[oai(validator(max_length = 2000))]
    #[serde(skip_serializing_if = "Option::is_none")]
    iss: Option<String>,
    /// The id of the token.
    #[oai(validator(max_length = 100))]
    #[serde(skip_serializing_if = "Option::is_none")]
    jti: Option<String>,
}
