//! The error codes of OAuth. This module does not depend on HTTP.

use std::borrow::Cow;

use crate::db::UnitError;
use crate::error::Error;
use crate::named;

named! {
    /// An OAuth error code (RFC 6749, 4.1.2.1 and 5.2).
    pub enum Refusal {
        /// A parameter is missing, repeated or malformed.
        InvalidRequest = "invalid_request",
        /// Client authentication failed: the client does not exist, or its credentials are wrong.
        InvalidClient = "invalid_client",
        /// The code, refresh token or password is invalid, or the code or token belongs to another client.
        InvalidGrant = "invalid_grant",
        /// The client is not allowed to do this.
        UnauthorizedClient = "unauthorized_client",
        /// The server does not support this grant type.
        UnsupportedGrantType = "unsupported_grant_type",
        /// A scope does not exist, or none of the requested scopes can be granted.
        InvalidScope = "invalid_scope",
        /// The user refused to authorize the client.
        AccessDenied = "access_denied",
        /// The server supports only the authorization code flow.
        UnsupportedResponseType = "unsupported_response_type",
    }
}

/// An OAuth error with a description of the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The error code.
    pub refusal: Refusal,
    /// What went wrong, for the client's developers.
    pub description: Cow<'static, str>,
}

impl Refused {
    /// Creates a refusal with a description.
    #[must_use]
    pub fn new(refusal: Refusal, description: impl Into<Cow<'static, str>>) -> Self {
        Self { refusal, description: description.into() }
    }

    /// Creates the refusal of a scope that does not exist.
    pub(super) fn unknown_scope(name: &str) -> Self {
        Self::new(Refusal::InvalidScope, format!("The scope {name} does not exist."))
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self::new(refusal, refusal.meaning())
    }
}

/// Why a client's request failed: with an OAuth error, or with an error outside the protocol.
#[derive(Debug)]
pub enum Failed {
    /// An OAuth error.
    Refused(Refused),
    /// An error outside the protocol.
    House(Error),
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self::House(error)
    }
}

impl UnitError for Failed {
    fn house(&self) -> Option<&Error> {
        match self {
            Self::House(error) => Some(error),
            Self::Refused(_) => None,
        }
    }
}

impl From<Refused> for Failed {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<Refusal> for Failed {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal.into())
    }
}
