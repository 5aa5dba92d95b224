//! The failures that follow from an operation's shape, so that no handler has to list them.

use serde_json::Value;

use super::manners::Manners;
use super::names::SCOPE;
use crate::error::Code;
use crate::media::JSON_PATCH;

/// What the frame, the extractors and the database can answer to an operation.
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

    let mut codes = vec![Code::Internal];
    if manners.needs_database() {
        codes.extend([Code::Overloaded, Code::DatabaseUnavailable]);
    }
    if !manners.follows_protocol() {
        codes.push(Code::ParameterInvalid);
    }
    if operation.get(SCOPE).is_some() {
        codes.extend([Code::TokenMissing, Code::TokenInvalid, Code::TokenExpired, Code::ScopeMissing]);
    }
    if has_body {
        codes.extend([Code::RequestTimeout, Code::BodyTooLarge]);
    }
    // What the protocol says about bodies, it says in words of its own.
    if has_body && !manners.follows_protocol() {
        codes.extend([
            Code::JsonInvalid,
            Code::BodyMalformed,
            Code::MediaTypeUnsupported,
            Code::ValidationFailed,
        ]);
    }
    if answers(JSON_PATCH) {
        codes.extend([Code::PatchTestFailed, Code::PatchNotApplicable, Code::WriteConflict]);
    }
    if parameter("cursor") {
        codes.push(Code::CursorInvalid);
    }
    if parameter("If-Match") {
        codes.push(Code::VersionMismatch);
    }
    if sends_body {
        codes.push(Code::NotAcceptable);
    }
    codes
}
