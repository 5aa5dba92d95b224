//! Wire types for signing in.

use poem_openapi::Object;
use poem_openapi::types::Example;
use serde::Serialize;

use super::service::SignInRequest;
use crate::accounts::passwords::GivenPassword;
use crate::accounts::users::contract::User;
use crate::error::{Error, Fault, FaultCode, Result};
use crate::text::{Line, Secret};
use crate::tokens::sessions::Pair;

/// The credentials of a user: the e-mail address or the username, and the password.
#[derive(Debug, Clone, Object)]
#[oai(rename_all = "camelCase", deny_unknown_fields, skip_serializing_if_is_none, example = true)]
pub struct Credentials {
    /// The e-mail address. Case does not matter.
    pub email: Option<Line<3, 254>>,
    /// The username. Case does not matter.
    pub username: Option<Line<1, 40>>,
    /// The password.
    pub password: GivenPassword,
}

/// A refresh token to exchange.
#[derive(Debug, Clone, Object)]
#[oai(rename_all = "camelCase", deny_unknown_fields, example = true)]
pub struct RefreshRequest {
    /// The refresh token.
    pub refresh_token: Secret<1, 200>,
}

/// An access token and a refresh token. Send the access token as `Authorization: Bearer`; exchange the refresh token, once, for the next
/// pair.
#[derive(Debug, Clone, Object, Serialize)]
#[oai(rename_all = "camelCase", example = true)]
#[serde(rename_all = "camelCase")]
pub struct Tokens {
    /// The access token, a JWT (RFC 9068). Treat it as opaque and send it unchanged.
    #[oai(validator(max_length = 4000))]
    access_token: String,
    /// The refresh token. It works once, within 30 days.
    #[oai(validator(max_length = 200))]
    refresh_token: String,
    /// `Bearer`.
    #[oai(validator(max_length = 20))]
    token_type: String,
    /// The lifetime of the access token in seconds.
    #[oai(validator(minimum(value = "1"), maximum(value = "86400")))]
    expires_in: i32,
}

/// Tokens, and the user that they belong to.
#[derive(Debug, Clone, Object, Serialize)]
#[oai(rename_all = "camelCase", example = true)]
#[serde(rename_all = "camelCase")]
pub struct SignedIn {
    #[oai(flatten)]
    #[serde(flatten)]
    tokens: Tokens,
    user: User,
}

const BEARER: &str = "Bearer";

impl From<Pair> for Tokens {
    fn from(Pair { access, expires_in, refresh, scopes: _ }: Pair) -> Self {
        Self {
            access_token: access,
            // Sessions of the publisher's own apps always have a refresh token.
            refresh_token: refresh.unwrap_or_default(),
            token_type: BEARER.to_owned(),
            expires_in: i32::try_from(expires_in).unwrap_or(i32::MAX),
        }
    }
}

impl From<(Pair, crate::accounts::users::User)> for SignedIn {
    fn from((pair, user): (Pair, crate::accounts::users::User)) -> Self {
        Self { tokens: pair.into(), user: user.into() }
    }
}

/// The name is whichever of the two fields was sent. Both are looked up in the same way.
impl TryFrom<Credentials> for SignInRequest {
    type Error = Error;

    fn try_from(login: Credentials) -> Result<Self> {
        let Credentials { email, username, password } = login;
        let fault = |detail| Error::invalid(vec![Fault::body("/username", FaultCode::Inconsistent, detail)]);
        match (email, username) {
            (Some(name), None) => Ok(Self { name: name.as_str().to_owned(), password }),
            (None, Some(name)) => Ok(Self { name: name.as_str().to_owned(), password }),
            (Some(_), Some(_)) => Err(fault("can't be given together with email")),
            (None, None) => Err(fault("is required unless there is an email")),
        }
    }
}

/// A demo user.
impl Example for Credentials {
    fn example() -> Self {
        Self {
            email: Some(Line::stored("grace@imprint.example".to_owned())),
            username: None,
            password: Secret::stored("seven gulls over the pier".to_owned()),
        }
    }
}

impl Example for Tokens {
    fn example() -> Self {
        Self {
            access_token: "eyJ0eXAiOiJhdCtqd3QiLCJhbGciOiJFZERTQSJ9.e30.c2lnbmVk".to_owned(),
            refresh_token: "V2hhdCBsb2dpbiBnYXZlLCBub3QgdGhpcw".to_owned(),
            token_type: BEARER.to_owned(),
            expires_in: 900,
        }
    }
}

impl Example for SignedIn {
    fn example() -> Self {
        Self { tokens: Tokens::example(), user: User::example() }
    }
}

impl Example for RefreshRequest {
    fn example() -> Self {
        Self { refresh_token: Secret::stored("V2hhdCBsb2dpbiBnYXZlLCBub3QgdGhpcw".to_owned()) }
    }
}
