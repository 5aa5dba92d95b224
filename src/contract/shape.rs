//! The failures that follow from an operation's shape, so that no handler has to list them.

use serde_json::Value;

use super::names::{SCOPE, is_visited};
use crate::error::Code;
use crate::manners::Manners;
use crate::media::JSON_PATCH;

/// Returns the error codes that the frame, the extractors and the database can cause for an operation.
pub(super) fn codes(operation: &Value, manners: Manners) -> Vec<Code> {
    let parameter = |name: &str| {
        let mut parameters = operation["parameters"].as_array().into_iter().flatten();
        parameters.any(|parameter| parameter["name"] == name)
    };
    let answers = |media_type: &str| operation["requestBody"]["content"].get(media_type).is_some();
    let has_body = operation.get("requestBody").is_some();
    let sends_body = operation["responses"]
        .as_object()
        .into_iter()
        .flatten()
        .any(|(status, answer)| status.starts_with('2') && answer.get("content").is_some());

    let mut codes = vec![Code::INTERNAL];
    if manners.needs_database() {
        codes.extend([Code::OVERLOADED, Code::DATABASE_UNAVAILABLE]);
    }
    if !manners.follows_protocol() {
        codes.push(Code::PARAMETER_INVALID);
    }
    if operation.get(SCOPE).is_some() {
        codes.extend([Code::TOKEN_MISSING, Code::TOKEN_INVALID, Code::TOKEN_EXPIRED, Code::SCOPE_MISSING]);
    }
    if is_visited(operation) {
        codes.extend([Code::TOKEN_INVALID, Code::TOKEN_EXPIRED]);
    }
    if has_body {
        codes.extend([Code::REQUEST_TIMEOUT, Code::BODY_TOO_LARGE]);
    }
    // A protocol has error codes of its own for bodies.
    if has_body && !manners.follows_protocol() {
        codes.extend([
            Code::JSON_INVALID,
            Code::BODY_MALFORMED,
            Code::MEDIA_TYPE_UNSUPPORTED,
            Code::VALIDATION_FAILED,
        ]);
    }
    if answers(JSON_PATCH) {
        codes.extend([Code::PATCH_TEST_FAILED, Code::PATCH_NOT_APPLICABLE]);
    }
    if parameter("cursor") {
        codes.push(Code::CURSOR_INVALID);
    }
    if parameter("If-Match") {
        codes.push(Code::VERSION_MISMATCH);
    }
    if sends_body {
        codes.push(Code::NOT_ACCEPTABLE);
    }
    codes
}
