//! The failures that follow from an operation's shape, so that no handler has to list them.

use serde_json::Value;

use super::Contract;
use super::polish::SCOPE;
use crate::error::Code;

/// What the frame, the extractors and the database can answer to an operation.
pub(super) fn codes(path: &str, operation: &Value) -> Vec<Code> {
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
    if Contract::is_resource(path) || Contract::is_protocol(path) {
        // Every resource is in the database, and so are clients and their tokens.
        codes.extend([Code::Overloaded, Code::DatabaseUnavailable]);
    }
    if !Contract::is_protocol(path) {
        codes.push(Code::ParameterInvalid);
    }
    if operation.get(SCOPE).is_some() {
        codes.extend([Code::TokenMissing, Code::TokenInvalid, Code::TokenExpired, Code::ScopeMissing]);
    }
    if has_body {
        codes.extend([Code::RequestTimeout, Code::BodyTooLarge]);
    }
    // What the protocol says about bodies, it says in words of its own.
    if has_body && !Contract::is_protocol(path) {
        codes.extend([
            Code::JsonInvalid,
            Code::BodyMalformed,
            Code::MediaTypeUnsupported,
            Code::ValidationFailed,
        ]);
    }
    if answers(crate::http::patch::JSON_PATCH) {
        codes.extend([Code::PatchTestFailed, Code::PatchNotApplicable]);
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
