//! Makes request bodies reject unknown fields in the document. The exceptions are operations that follow a protocol, and the
//! operations inside a JSON Patch.

use std::collections::BTreeSet;

use serde_json::Value;

use super::super::document::{references, schema_name, target_among};
use crate::registry::Registry;

/// Closes every schema that a request body can reach.
pub(in super::super) fn close_requests(paths: &Value, schemas: &mut Value, registry: Registry) {
    let mut reached = BTreeSet::new();
    for item in paths.as_object().into_iter().flat_map(serde_json::Map::values) {
        for operation in item.as_object().into_iter().flat_map(serde_json::Map::values) {
            let id = operation["operationId"].as_str().unwrap_or_default();
            if !registry.manners_of(id).follows_protocol() {
                let targets = references(&operation["requestBody"], target_among(schemas)).into_iter();
                reached.extend(targets.filter_map(schema_name).map(ToOwned::to_owned));
            }
        }
    }
    // Unknown members of a patch operation must be ignored (RFC 6902, section 4).
    for name in reached.into_iter().filter(|name| !name.starts_with("JsonPatch")) {
        if let Some(schema) = schemas.get_mut(&name) {
            close(schema);
        }
    }
}

/// Forbids further properties in an object, and in the objects inside it.
fn close(schema: &mut Value) {
    let Value::Object(fields) = schema else { return };
    if fields.get("type").is_some_and(|kind| kind == "object") {
        fields.insert("additionalProperties".to_owned(), false.into());
    }
    if let Some(Value::Object(properties)) = fields.get_mut("properties") {
        properties.values_mut().for_each(close);
    }
    if let Some(items) = fields.get_mut("items") {
        close(items);
    }
}
