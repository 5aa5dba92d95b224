//! Shared successful responses: those without a body.

use serde_json::{Map, Value};

use super::super::head::HEAD;
use super::{Shared, operations};

/// Moves successful responses without a body into components. Returns the components.
///
/// A name consists of what the response says and of its header fields: `Deleted`, `NotModified`, `HeadWithETag`.
pub(in super::super) fn responses(paths: &mut Value) -> Map<String, Value> {
    let mut shared = Shared::of("responses");
    each(paths, |name, answer| shared.add(name, answer));
    each(paths, |name, answer| shared.replace(name, answer));
    shared.components()
}

fn each(paths: &mut Value, mut visit: impl FnMut(&str, &mut Value)) {
    for operation in operations(paths) {
        for (status, answer) in operation["responses"].as_object_mut().into_iter().flatten() {
            let own = answer.get("$ref").is_none() && answer.get("content").is_none();
            if let Some(name) = name(status, answer).filter(|_| own) {
                visit(&name, answer);
            }
        }
    }
}

fn name(status: &str, answer: &Value) -> Option<String> {
    let base = match (status, answer["description"].as_str().unwrap_or_default()) {
        ("202", _) => "Accepted",
        ("204", "The resource was deleted.") => "Deleted",
        ("204", _) => "NoContent",
        ("304", _) => "NotModified",
        ("200", HEAD) => "Head",
        _ => return None,
    };
    let implied = |name: &str| name == "RequestId" || (base == "NotModified" && name == "ETag");
    let headers = answer["headers"].as_object().into_iter().flat_map(Map::values);
    let targets = headers.filter_map(|header| header["$ref"].as_str()?.rsplit('/').next());
    let special: Vec<_> = targets.filter(|name| !implied(name)).map(|name| name.replace('-', "")).collect();
    Some(if special.is_empty() { base.to_owned() } else { format!("{base}With{}", special.join("And")) })
}
