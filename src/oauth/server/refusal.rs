//! The error codes of OAuth. This module does not depend on HTTP.

use std::borrow::Cow;

use crate::db::UnitError;
use crate::error::Error;
use crate::named;

named! {
    /// Why a client's request is refused (RFC 6749, 4.1.2.1 and 5.2).
    pub enum Refusal {
        /// A parameter is missing, repeated or malformed.
        InvalidRequest = "invalid_request",
        /// There is no such client, or it did not prove who it is.
        InvalidClient = "invalid_client",
        /// The code, the refresh token or the password is not good, or is another client's.
        InvalidGrant = "invalid_grant",
        /// The client may not do this.
        UnauthorizedClient = "unauthorized_client",
        /// There is no such grant here.
        UnsupportedGrantType = "unsupported_grant_type",
        /// A scope is not known, or none of those that were asked for can be had.
        InvalidScope = "invalid_scope",
        /// The user said no.
        AccessDenied = "access_denied",
        /// There is only the code flow here.
        UnsupportedResponseType = "unsupported_response_type",
    }
}

/// A refusal with what happened this time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Which refusal.
    pub refusal: Refusal,
    /// What happened, for the client's developers.
    pub description: Cow<'static, str>,
}

impl Refused {
    /// A refusal with a sentence.
    #[must_use]
    pub fn new(refusal: Refusal, description: impl Into<Cow<'static, str>>) -> Self {
        Self { refusal, description: description.into() }
    }

    /// That there is no scope with this name.
    pub(super) fn unknown_scope(name: &str) -> Self {
        Self::new(Refusal::InvalidScope, format!("The scope {name} does not exist."))
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self::new(refusal, refusal.meaning())
    }
}

/// Why a request of a client failed: in the protocol's own words, or in the house's.
#[derive(Debug)]
pub enum Failed {
    /// It is refused.
    Refused(Refused),
    /// Something of the house went wrong.
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
