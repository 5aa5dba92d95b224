//! Failures as responses: the problem, its status, and its header fields.

use poem::http::{HeaderName, HeaderValue, StatusCode, header};
use poem::{Response, ResponseBuilder};
use poem_openapi::types::ToJSON as _;

use crate::error::{Code, Error, Exceeded, Kind, Policy};
use crate::media::PROBLEM_JSON;
use crate::problem::{Problem, status};

/// The header fields that describe a rate limit (draft-ietf-httpapi-ratelimit-headers).
const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// A failure that becomes a response, with its header fields (such as `Allow` or `Accept-Patch`).
#[derive(Debug, thiserror::Error)]
#[error("{error}")]
pub struct Rejection {
    /// The failure.
    #[source]
    pub error: Error,
    /// Its header fields.
    pub headers: Vec<(HeaderName, HeaderValue)>,
}

impl Rejection {
    /// Adds a header field; a value that is not valid in a header field is left out.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: &str) -> Self {
        self.headers.extend(HeaderValue::from_str(value).ok().map(|value| (name, value)));
        self
    }

    /// Builds the response.
    #[must_use]
    pub fn response(&self, request_id: &str) -> Response {
        let problem = Problem::new(&self.error, Some(request_id)).to_json_string();
        let answer: ResponseBuilder = Response::builder()
            .status(status(self.error.code()))
            .header(header::CONTENT_TYPE, PROBLEM_JSON)
            .header(header::CACHE_CONTROL, "no-store");
        // This failure can also occur after the token was verified, when its user no longer exists. Then it has no challenge yet.
        let unchallenged = self.error.code() == Code::TOKEN_INVALID
            && self.headers.iter().all(|(name, _)| name != header::WWW_AUTHENTICATE);
        let answer = if unchallenged {
            answer.header(header::WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"")
        } else {
            answer
        };
        let headers = self.headers.iter().cloned();
        let answer = headers.fold(answer, |answer, (name, value)| answer.header(name, value));
        let mut answer = answer.body(problem);
        answer.headers_mut().extend(when_to_come_back(&self.error));
        answer
    }
}

/// Returns the header fields that say when to retry: `Retry-After` in seconds, and the limit that was exceeded. Returns nothing
/// if waiting does not help.
pub fn when_to_come_back(error: &Error) -> impl Iterator<Item = (HeaderName, HeaderValue)> {
    let seconds = match (error.code().kind(), error.exceeded()) {
        (_, Some(limit)) => Some(limit.seconds),
        // After one second, a retry either succeeds or gets the same response.
        (Kind::Unavailable | Kind::TooMany, None) => Some(1),
        _ => None,
    };
    let retry = seconds.map(|seconds| (header::RETRY_AFTER, seconds.to_string()));
    let limit = error.exceeded().map(|Exceeded { policy: Policy { name, quota, window, .. }, seconds }| {
        [
            (RATE_LIMIT_POLICY, format!("\"{name}\";q={quota};w={window}")),
            (RATE_LIMIT, format!("\"{name}\";r=0;t={seconds}")),
        ]
    });
    let fields = retry.into_iter().chain(limit.into_iter().flatten());
    fields.filter_map(|(name, value)| Some((name, HeaderValue::from_str(&value).ok()?)))
}

impl From<Error> for Rejection {
    fn from(error: Error) -> Self {
        Self { error, headers: Vec::new() }
    }
}

impl poem::error::ResponseError for Rejection {
    fn status(&self) -> StatusCode {
        status(self.error.code())
    }
}

/// Allows `?` on the domain's errors in extractors and middleware.
impl From<Error> for poem::Error {
    fn from(error: Error) -> Self {
        Rejection::from(error).into()
    }
}
