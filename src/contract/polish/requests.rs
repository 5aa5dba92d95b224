//! Bodies of requests refuse fields that they don't know, and say so; only the forms of OAuth's standards don't.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::http::body::FORM;

/// Closes every schema that a request's body can reach.
pub(in super::super) fn close_requests(paths: &Value, schemas: &mut Value) {
    let mut reached = BTreeSet::new();
    for item in paths.as_object().into_iter().flat_map(serde_json::Map::values) {
        for operation in item.as_object().into_iter().flat_map(serde_json::Map::values) {
            // OAuth's endpoints ignore what they don't know, as their standards want it.
            if operation["requestBody"]["content"].get(FORM).is_none() {
                references(&operation["requestBody"], schemas, &mut reached);
            }
        }
    }
    for name in reached {
        if let Some(schema) = schemas.get_mut(&name) {
            close(schema);
        }
    }
}

/// The names of all schemas below a part of the document.
pub(super) fn references(part: &Value, schemas: &Value, found: &mut BTreeSet<String>) {
    match part {
        Value::Object(fields) => {
            let name =
                fields.get("$ref").and_then(Value::as_str).and_then(|target| target.rsplit('/').next());
            if let Some(name) = name.filter(|name| !found.contains(*name)) {
                found.insert(name.to_owned());
                references(&schemas[name], schemas, found);
            }
            fields.values().for_each(|field| references(field, schemas, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, schemas, found)),
        _ => {}
    }
}

/// An object with properties takes no others; so do the objects inside it.
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
