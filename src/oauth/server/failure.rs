//! Error responses of the OAuth endpoints (RFC 6749, 5.2).

use std::marker::PhantomData;

use poem::Response;
use poem::http::{StatusCode, header};
use poem_openapi::registry::{MetaMediaType, MetaResponse, MetaResponses, Registry};
use poem_openapi::types::{Example, Type as _};
use poem_openapi::{ApiResponse, Object};
use serde::Serialize;

use super::refusal::{Failed, Refusal, Refused};
use crate::http::answers::{text, text_header};
use crate::http::failure::{Failure, Failures};
use crate::http::rejection::Rejection;
use crate::media::JSON;

/// An OAuth 2.0 error (RFC 6749).
#[derive(Debug, Clone, Object, Serialize)]
#[oai(example = true)]
pub struct OAuthError {
    /// The error code, for programs to read. Stable.
    #[oai(validator(max_length = 60))]
    error: String,
    /// What went wrong, for developers to read.
    #[oai(validator(max_length = 1000))]
    error_description: String,
}

impl From<&Refused> for OAuthError {
    fn from(Refused { refusal, description }: &Refused) -> Self {
        // The standard allows only ASCII without quotes and backslashes.
        let plain =
            |char: char| if matches!(char, ' '..='~') && !matches!(char, '"' | '\\') { char } else { '\'' };
        let description = description.chars().take(1000).map(plain).collect();
        Self { error: refusal.name().to_owned(), error_description: description }
    }
}

impl Example for OAuthError {
    fn example() -> Self {
        Self::from(&Refused::from(Refusal::InvalidRequest))
    }
}

/// The challenge in `WWW-Authenticate`, which asks a client to authenticate.
const CHALLENGE: &str = "Basic realm=\"Imprint\"";

impl Refused {
    /// Returns the error response.
    #[must_use]
    pub fn response(&self) -> Response {
        let answer =
            Response::builder().header(header::CONTENT_TYPE, JSON).header(header::CACHE_CONTROL, "no-store");
        let answer = match self.refusal {
            Refusal::InvalidClient => {
                answer.status(StatusCode::UNAUTHORIZED).header(header::WWW_AUTHENTICATE, CHALLENGE)
            }
            _ => answer.status(StatusCode::BAD_REQUEST),
        };
        answer.body(text(&OAuthError::from(self)))
    }
}

impl From<Refused> for poem::Error {
    fn from(refused: Refused) -> Self {
        Self::from_response(refused.response())
    }
}

/// The failure of an OAuth operation. `F` are the failures outside the protocol that it can have.
#[derive(Debug)]
pub struct OAuthFailure<F> {
    failed: Failed,
    set: PhantomData<F>,
}

impl<F> From<Failed> for OAuthFailure<F> {
    fn from(failed: Failed) -> Self {
        Self { failed, set: PhantomData }
    }
}

impl<F> From<Refused> for OAuthFailure<F> {
    fn from(refused: Refused) -> Self {
        Failed::from(refused).into()
    }
}

impl<F> From<OAuthFailure<F>> for poem::Error {
    fn from(failure: OAuthFailure<F>) -> Self {
        match failure.failed {
            Failed::Refused(refused) => refused.into(),
            Failed::House(error) => Rejection::from(error).into(),
        }
    }
}

impl<F: Failures> ApiResponse for OAuthFailure<F> {
    fn meta() -> MetaResponses {
        let kept = || {
            text_header("Cache-Control", "Always `no-store`: caches must not keep the response.", "no-store")
        };
        let refused = |status, description, headers| MetaResponse {
            description,
            status: Some(status),
            status_range: None,
            content: vec![MetaMediaType { content_type: JSON, schema: OAuthError::schema_ref() }],
            headers,
        };
        let challenge = text_header("WWW-Authenticate", "How the client must authenticate.", CHALLENGE);
        let refusals = [
            refused(400, "The request was refused. `error` says why.", vec![kept()]),
            refused(401, "Client authentication failed: `invalid_client`.", vec![kept(), challenge]),
        ];
        let house = Failure::<F>::meta().responses;
        MetaResponses { responses: refusals.into_iter().chain(house).collect() }
    }

    fn register(registry: &mut Registry) {
        OAuthError::register(registry);
        Failure::<F>::register(registry);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::answers::same_as_contract;

    #[test]
    fn a_description_has_only_what_the_standard_allows() {
        let refused = Refused::new(Refusal::InvalidScope, "no \"such\\scope\" é\r\n");

        let error = OAuthError::from(&refused);

        assert_eq!(
            (error.error.as_str(), error.error_description.as_str()),
            ("invalid_scope", "no 'such'scope' '''")
        );
        assert!(same_as_contract(&error));
    }
}
