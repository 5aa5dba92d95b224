//! Responses in the document: the failures of each operation as shared components, and the header fields that all responses have.

use std::collections::BTreeMap;

use poem_openapi::types::ToJSON as _;
use serde_json::{Map, Value, json};

use super::super::document::{references, target_among};
use super::super::names::{CODES, OPEN_ENUM, SINCE, is_visited, pascal};
use super::super::shape;
use super::words;
use crate::error::{Code, Error, Fault, FaultCode, Kind};
use crate::media::PROBLEM_JSON;
use crate::problem::{Problem, status};
use crate::registry::Registry;

/// Completes the responses of every operation. Returns the components that they refer to.
pub(super) fn answers(paths: &mut Value, schemas: &Value, registry: Registry) -> BTreeMap<String, Value> {
    let order: Vec<Code> = registry.codes().collect();
    let mut components = BTreeMap::new();
    for item in paths.as_object_mut().into_iter().flat_map(Map::values_mut) {
        for operation in item.as_object_mut().into_iter().flat_map(Map::values_mut) {
            let deprecates = says_deprecated(operation, schemas);
            complete(operation, deprecates, registry, &order, &mut components);
            for answer in operation["responses"].as_object_mut().into_iter().flat_map(Map::values_mut) {
                words::describe(answer, schemas);
            }
        }
    }
    components
}

/// Lists the codes of faults where they occur. The list is open, because a new rule can need a new code.
pub(super) fn fault_codes(schemas: &mut Value) {
    if let Some(code) = schemas.pointer_mut("/FieldError/properties/code") {
        code[OPEN_ENUM] = FaultCode::ALL.iter().map(|code| Value::from(code.name())).collect();
    }
}

fn complete(
    operation: &mut Value,
    deprecates: bool,
    registry: Registry,
    order: &[Code],
    components: &mut BTreeMap<String, Value>,
) {
    let mut failures: BTreeMap<u16, Vec<Code>> = BTreeMap::new();
    let id = operation["operationId"].as_str().unwrap_or_default();
    let mut codes = shape::codes(operation, registry.manners_of(id));
    let Value::Object(answers) = operation["responses"].take() else { return };
    let mut complete = Map::new();
    for (status, mut answer) in answers {
        if answer["content"].get(PROBLEM_JSON).is_some() {
            // `Failure` stores the names of its codes in the description.
            let names = answer["description"].as_str().unwrap_or_default().split(' ');
            codes.extend(names.filter_map(|name| registry.code(name)));
        } else {
            let headers = &mut answer["headers"];
            if headers.is_null() {
                *headers = json!({});
            }
            for (name, header) in request_id().as_object().into_iter().flatten() {
                headers[name] = header.clone();
            }
            if is_visited(operation) {
                headers["Vary"] = json!({ "$ref": "#/components/headers/Vary" });
            }
            for name in DEPRECATED.iter().filter(|_| deprecates) {
                headers[*name] = json!({ "$ref": format!("#/components/headers/{name}") });
            }
            complete.insert(status, answer);
        }
    }
    // In the registry's order, so that the names of shared responses do not depend on which operation lists a code first.
    codes.sort_by_key(|code| order.iter().position(|known| known == code));
    codes.dedup();
    for code in codes {
        failures.entry(status(code).as_u16()).or_default().push(code);
    }
    for (status, codes) in failures {
        let name = codes.iter().map(|code| pascal(code.name())).collect::<Vec<_>>().join("Or");
        complete.insert(status.to_string(), json!({ "$ref": format!("#/components/responses/{name}") }));
        components.entry(name).or_insert_with(|| failure(&codes));
    }
    operation["responses"] = Value::Object(complete);
}

/// The header fields for deprecated operations. `Link` may already be there, for pages.
const DEPRECATED: &[&str] = &["Deprecation", "Sunset"];

/// Returns whether anything of an operation is deprecated: the operation itself, a parameter, or a field of a request or response
/// body.
fn says_deprecated(operation: &Value, schemas: &Value) -> bool {
    let marked = |part: &Value| part.to_string().contains(SINCE);
    let schema = target_among(schemas);
    marked(operation) || references(operation, &schema).into_iter().filter_map(&schema).any(marked)
}

/// Returns the response for these codes.
fn failure(codes: &[Code]) -> Value {
    let lines: Vec<_> = codes.iter().map(|code| format!("- `{}`: {}", code.name(), code.meaning())).collect();
    let examples: Map<_, _> = codes
        .iter()
        .map(|code| {
            (code.name().to_owned(), json!({ "$ref": format!("#/components/examples/{}", code.name()) }))
        })
        .collect();
    let mut headers = request_id();
    let mut header = |name: &str| headers[name] = json!({ "$ref": format!("#/components/headers/{name}") });
    match codes.first().map(|code| code.kind()) {
        Some(Kind::Unavailable) => header("Retry-After"),
        Some(Kind::TooMany) => {
            header("Retry-After");
            header("RateLimit-Policy");
            header("RateLimit");
        }
        Some(Kind::Unauthenticated | Kind::Forbidden) => header("WWW-Authenticate"),
        Some(Kind::UnsupportedMediaType) => {
            header("Accept");
            header("Accept-Patch");
        }
        _ => {}
    }
    json!({
        "description": lines.join("\n"),
        CODES: codes.iter().map(|code| code.name()).collect::<Vec<_>>(),
        "headers": headers,
        "content": { PROBLEM_JSON: { "schema": { "$ref": "#/components/schemas/Problem" }, "examples": examples } },
    })
}

/// Returns the header fields of every response.
pub(super) fn request_id() -> Value {
    json!({ "x-request-id": { "$ref": "#/components/headers/RequestId" } })
}

/// Returns the header fields that several kinds of responses share, as far as paths or responses use them.
pub(super) fn headers(used: &str) -> Map<String, Value> {
    let text = |description: &str, example: &str| json!({ "description": description, "schema": { "type": "string", "maxLength": 200, "example": example } });
    let mut headers = json!({
        "Accept": text("The media types that this operation accepts.", "application/json"),
        "Accept-Patch": text(
            "The patch formats that this operation accepts (RFC 5789).",
            "application/merge-patch+json, application/json-patch+json, application/json",
        ),
        "RequestId": {
            "description": "The id of the request. It is the `x-request-id` that you sent, if it has 1 to 64 letters, digits and hyphens; otherwise the server creates one.",
            "required": true,
            "schema": {
                "type": "string",
                "minLength": 1,
                "maxLength": 64,
                "pattern": "^[A-Za-z0-9-]+$",
                "example": "019b76da-a800-7000-8000-000000000000",
            },
        },
        "WWW-Authenticate": text("The authentication scheme, and what was wrong with the token (RFC 6750).", "Bearer error=\"invalid_token\""),
        "Retry-After": {
            "description": "The number of seconds to wait before you try again.",
            "required": true,
            "schema": { "type": "integer", "format": "int32", "minimum": 0, "maximum": 86400, "example": 1 },
        },
    });
    let told = [
        (
            "Deprecation",
            "Since when something that the request uses is deprecated, as a Unix timestamp in seconds (RFC 9745).",
            "@1793491200",
        ),
        ("Vary", "The response depends on the token, if the request has one.", "authorization"),
        (
            "Sunset",
            "When the deprecated feature may stop working (RFC 8594).",
            "Sat, 01 May 2027 00:00:00 GMT",
        ),
        (
            "RateLimit-Policy",
            "The limit that was reached: its name, the number of attempts (`q`) and the window in seconds (`w`).",
            "\"login\";q=5;w=900",
        ),
        (
            "RateLimit",
            "What remains of the limit: no attempts (`r`) for the given number of seconds (`t`).",
            "\"login\";r=0;t=37",
        ),
    ];
    for (name, description, example) in told {
        headers[name] = text(description, example);
    }
    let Value::Object(headers) = headers else { return Map::new() };
    headers.into_iter().filter(|(name, _)| used.contains(&format!("#/components/headers/{name}\""))).collect()
}

/// Returns one example for each code that a response has.
pub(super) fn examples(failures: &BTreeMap<String, Value>, registry: Registry) -> Value {
    let used = json!(failures).to_string();
    let used =
        registry.codes().filter(|code| used.contains(&format!("#/components/examples/{}\"", code.name())));
    let example = |code: Code| {
        let problem = Problem::new(&failed(code), None);
        (code.name().to_owned(), json!({ "value": problem.to_json() }))
    };
    Value::Object(used.map(example).collect())
}

/// Returns a failure with this code. Those that list what is wrong list one thing.
fn failed(code: Code) -> Error {
    let fault = match code {
        Code::VALIDATION_FAILED => {
            Fault::body("/title", FaultCode::TooLong, "must have at most 200 characters")
        }
        Code::BODY_MALFORMED => Fault::body("/pages", FaultCode::WrongType, "must be an integer"),
        Code::PARAMETER_INVALID => Fault::parameter("limit", FaultCode::TooLarge, "must be at most 100"),
        _ => return Error::from(code),
    };
    Error::with_faults(code, vec![fault])
}
