//! Examples that work unchanged on the demonstration data: path parameters get the ids of the example resources, and each
//! resource that can be patched gets a JSON Patch.

use serde_json::{Map, Value, json};

use super::super::names::pascal;
use crate::media::{JSON_PATCH, MERGE_PATCH};

/// Completes parameters and bodies of every operation from the examples of the schemas.
pub(super) fn add(paths: &mut Value, schemas: &Value) {
    for item in paths.as_object_mut().into_iter().flat_map(Map::values_mut) {
        for operation in item.as_object_mut().into_iter().flat_map(Map::values_mut) {
            let parameters = operation.get_mut("parameters").and_then(Value::as_array_mut);
            parameters.into_iter().flatten().for_each(|parameter| path_id(parameter, schemas));
            if let Some(content) = operation.pointer_mut("/requestBody/content") {
                json_patch(content, schemas);
            }
        }
    }
}

/// Gives `book_id` in a path the id of the example of `Book`.
fn path_id(parameter: &mut Value, schemas: &Value) {
    let name = parameter["name"].as_str().and_then(|name| name.strip_suffix("_id"));
    let Some(name) = name.filter(|_| parameter["in"] == "path").map(pascal) else { return };
    if let Some(id) = schemas[name]["example"].get("id") {
        parameter["example"] = id.clone();
    }
}

/// Adds a JSON Patch that does the same as the example of the merge patch: for each field a test, then a new value.
fn json_patch(content: &mut Value, schemas: &Value) {
    let name = content[MERGE_PATCH]["schema"]["$ref"].as_str().and_then(|target| target.rsplit('/').next());
    let Some(fields) = name.and_then(|name| schemas[name]["example"].as_object()) else { return };
    let operation = |op: &str, name: &String, value: &Value| json!({ "op": op, "path": format!("/{name}"), "value": value });
    let tests = fields.iter().map(|(name, value)| operation("test", name, value));
    let changes = fields.iter().map(|(name, value)| operation("replace", name, value));
    content[JSON_PATCH]["example"] = tests.chain(changes).collect();
}
