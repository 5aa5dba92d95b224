//! The token server's bodies on the wire. Names are the standards', in `snake_case`.

mod convert;
mod examples;

use std::fmt;

use poem_openapi::Object;
use poem_openapi::registry::MetaSchema;
use serde::Serialize;

use crate::accounts::passwords::GivenPassword;
use crate::http::scalar::{string, string_type};
use crate::oauth::clients::{ClientSecret, Grant};
use crate::text::{Line, Secret};

/// What access tokens are.
const BEARER: &str = "Bearer";

/// A token, or a code, as it came.
pub type Given = Secret<1, 4000>;

/// A grant's name. Others are read too, so that they can be refused in the protocol's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantType(Line<1, 200>);

impl fmt::Display for GrantType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

string_type!(
    GrantType,
    "GrantType",
    MetaSchema { enum_items: Grant::ALL.iter().map(|grant| grant.name().into()).collect(), ..string() },
    |text: String| Line::parse(text).map(GrantType)
);

/// What a client wants tokens for. Which fields belong together, the grant says: `code`, `redirect_uri` and `code_verifier`;
/// `refresh_token`; `username` and `password`; or none. Fields that are not known are ignored (RFC 6749, 3.2).
#[derive(Debug, Clone, Object)]
#[oai(skip_serializing_if_is_none, example = true)]
pub struct TokenRequest {
    /// The way to get tokens.
    grant_type: GrantType,
    /// The authorization code.
    code: Option<Given>,
    /// The redirect URI of the authorization request, exactly as it was sent there. Required if it was sent.
    redirect_uri: Option<Line<1, 500>>,
    /// What the code's challenge was made of (PKCE, RFC 7636).
    #[oai(validator(min_length = 43, max_length = 128, pattern = "^[A-Za-z0-9._~-]+$"))]
    code_verifier: Option<String>,
    /// The refresh token.
    refresh_token: Option<Given>,
    /// What the tokens are to be used for: scopes with spaces between. Everything that can be had, unless given.
    scope: Option<Line<1, 1000>>,
    /// The user's e-mail address or username.
    ///
    /// Deprecated since 2026-11-21. Clients should not see passwords (RFC 9700, 2.4): use the grant `authorization_code`.
    username: Option<Line<1, 254>>,
    /// The user's password.
    ///
    /// Deprecated since 2026-11-21. Clients should not see passwords (RFC 9700, 2.4): use the grant `authorization_code`.
    password: Option<GivenPassword>,
    /// The client's name, unless it is in `Authorization`.
    pub(super) client_id: Option<Line<1, 100>>,
    /// The client's secret, unless it has none or it is in `Authorization`.
    pub(super) client_secret: Option<ClientSecret>,
}

/// A token to ask about, or to give back.
#[derive(Debug, Clone, Object)]
#[oai(skip_serializing_if_is_none, example = true)]
pub struct OneToken {
    /// The access token or refresh token.
    pub(super) token: Given,
    /// What sort of token the client thinks it is. It makes no difference here.
    token_type_hint: Option<Line<1, 100>>,
    /// The client's name, unless it is in `Authorization`.
    pub(super) client_id: Option<Line<1, 100>>,
    /// The client's secret, unless it has none or it is in `Authorization`.
    pub(super) client_secret: Option<ClientSecret>,
}

/// Tokens (RFC 6749, 5.1).
#[derive(Debug, Clone, Object, Serialize)]
#[oai(skip_serializing_if_is_none, example = true)]
pub struct TokenAnswer {
    /// The access token, a JWT (RFC 9068). Its content is for this server; send it as it is.
    #[oai(validator(max_length = 4000))]
    access_token: String,
    /// `Bearer`.
    #[oai(validator(max_length = 20))]
    token_type: String,
    /// Seconds for which the access token is good.
    #[oai(validator(minimum(value = "1"), maximum(value = "86400")))]
    expires_in: i32,
    /// The refresh token, good for 30 days and for one use, if the client may refresh.
    #[oai(validator(max_length = 200))]
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<String>,
    /// What the access token may be used for: scopes with spaces between.
    #[oai(validator(max_length = 1000))]
    scope: String,
}

/// What a token is worth (RFC 7662). If it is worth nothing, `active` is `false` and there is nothing else.
#[derive(Debug, Clone, Default, Object, Serialize)]
#[oai(skip_serializing_if_is_none, example = true)]
pub struct Introspection {
    /// Whether it is good.
    active: bool,
    /// What it may be used for: scopes with spaces between.
    #[oai(validator(max_length = 1000))]
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<String>,
    /// The client that it was given to.
    #[oai(validator(max_length = 100))]
    #[serde(skip_serializing_if = "Option::is_none")]
    client_id: Option<String>,
    /// The user's username, or else the e-mail address.
    #[oai(validator(max_length = 254))]
    #[serde(skip_serializing_if = "Option::is_none")]
    username: Option<String>,
    /// `Bearer` for an access token.
    #[oai(validator(max_length = 20))]
    #[serde(skip_serializing_if = "Option::is_none")]
    token_type: Option<String>,
    /// When it ends, in seconds since 1970.
    #[oai(validator(minimum(value = "0"), maximum(value = "9007199254740991")))]
    #[serde(skip_serializing_if = "Option::is_none")]
    exp: Option<i64>,
    /// When it was made, in seconds since 1970.
    #[oai(validator(minimum(value = "0"), maximum(value = "9007199254740991")))]
    #[serde(skip_serializing_if = "Option::is_none")]
    iat: Option<i64>,
    /// The id of the user, or of the client that acts on its own behalf.
    #[oai(validator(max_length = 100))]
    #[serde(skip_serializing_if = "Option::is_none")]
    sub: Option<String>,
    /// Whom it is for: this server.
    #[oai(validator(max_length = 2000))]
    #[serde(skip_serializing_if = "Option::is_none")]
    aud: Option<String>,
    /// Whose it is: this server's.
    #[oai(validator(max_length = 2000))]
    #[serde(skip_serializing_if = "Option::is_none")]
    iss: Option<String>,
    /// Its own id.
    #[oai(validator(max_length = 100))]
    #[serde(skip_serializing_if = "Option::is_none")]
    jti: Option<String>,
}
