//! The schema of every failure: `Problem`, `application/problem+json` (RFC 9457), and the status of each code.

use poem::http::StatusCode;
use poem_openapi::Object;
use poem_openapi::types::Example;

use crate::error::{Code, Error, Fault, FaultCode, Kind, Place};

/// An error (RFC 9457). `code` is stable and for programs; `detail` is for people and may change.
#[derive(Debug, Clone, Object)]
#[oai(rename_all = "camelCase", skip_serializing_if_is_none)]
pub struct Problem {
    /// The address of a page that explains this code.
    #[oai(rename = "type", validator(max_length = 100))]
    kind: String,
    /// A short summary of the code.
    #[oai(validator(max_length = 100))]
    title: String,
    /// The HTTP status of the response.
    #[oai(validator(minimum(value = "400"), maximum(value = "599")))]
    status: i32,
    /// The error code. Stable: codes are never reused. Each response lists the codes that it can have.
    #[oai(validator(max_length = 60, pattern = "^[a-z_]+$"))]
    code: String,
    /// What went wrong in this request, for people to read.
    #[oai(validator(max_length = 1000))]
    detail: String,
    /// The id of the request, as in the `x-request-id` header field.
    #[oai(validator(max_length = 64))]
    request_id: Option<String>,
    /// The fields and parameters that are wrong, up to 100.
    #[oai(validator(max_items = 1000))]
    errors: Option<Vec<FieldError>>,
}

/// An error in one field (`pointer`) or one parameter (`parameter`).
#[derive(Debug, Clone, Object)]
#[oai(rename_all = "camelCase", skip_serializing_if_is_none)]
pub struct FieldError {
    /// The field of the body, as a JSON Pointer (RFC 6901). Empty for the body as a whole.
    #[oai(validator(max_length = 1000))]
    pointer: Option<String>,
    /// The name of the path, query or header parameter.
    #[oai(validator(max_length = 1000))]
    parameter: Option<String>,
    /// The type of error. Stable: names are never reused.
    #[oai(validator(max_length = 60, pattern = "^[a-z_]+$"))]
    code: String,
    /// What is expected, for people to read.
    #[oai(validator(max_length = 1000))]
    detail: String,
}

/// The maximum number of faults in a response, and the maximum length of a text in it.
const FAULTS: usize = 1000;
const TEXT: usize = 1000;

fn short(text: &str) -> String {
    text.chars().take(TEXT).collect()
}

impl From<&Fault> for FieldError {
    fn from(Fault { place, code, detail }: &Fault) -> Self {
        let (pointer, parameter) = match place {
            Place::Body(pointer) => (Some(short(pointer)), None),
            Place::Parameter(name) => (None, Some(short(name))),
        };
        Self { pointer, parameter, code: code.name().to_owned(), detail: short(detail) }
    }
}

impl Problem {
    /// Converts a failure to the form that callers see.
    #[must_use]
    pub fn new(error: &Error, request_id: Option<&str>) -> Self {
        let errors: Vec<_> = error.faults().iter().take(FAULTS).map(FieldError::from).collect();
        Self {
            kind: format!("/problems/{}", error.code().name()),
            title: error.code().title().to_owned(),
            status: i32::from(status(error.code()).as_u16()),
            code: error.code().name().to_owned(),
            detail: short(error.detail()),
            request_id: request_id.map(ToOwned::to_owned),
            errors: (!errors.is_empty()).then_some(errors),
        }
    }
}

impl Example for Problem {
    fn example() -> Self {
        let fault = Fault::body("/title", FaultCode::TooShort, "must have at least 1 character");
        Self::new(&Error::invalid(vec![fault]), Some("019b76da-a800-7000-8000-000000000000"))
    }
}

/// Returns the HTTP status of a code. Nothing else decides about the status of failures.
#[must_use]
pub fn status(code: Code) -> StatusCode {
    match code.kind() {
        Kind::Malformed => StatusCode::BAD_REQUEST,
        Kind::Unauthenticated => StatusCode::UNAUTHORIZED,
        Kind::Forbidden => StatusCode::FORBIDDEN,
        Kind::NotFound => StatusCode::NOT_FOUND,
        Kind::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        Kind::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
        Kind::Timeout => StatusCode::REQUEST_TIMEOUT,
        Kind::Conflict => StatusCode::CONFLICT,
        Kind::PreconditionFailed => StatusCode::PRECONDITION_FAILED,
        Kind::HeadTooLarge => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
        Kind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Kind::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Kind::Unprocessable => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::TooMany => StatusCode::TOO_MANY_REQUESTS,
        Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
    }
}
