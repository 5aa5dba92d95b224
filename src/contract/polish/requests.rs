//! What all request bodies have in common in the document: they reject unknown fields, and treat `null` in an optional field as if
//! the field were absent. The exceptions are operations that follow a protocol, and the operations inside a JSON Patch.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::super::document::{references, schema_name, target_among};
use crate::registry::Registry;

/// Applies the rules to every schema that a request body reaches, as the server enforces them.
pub(in super::super) fn enforce(paths: &Value, schemas: &mut Value, registry: Registry) {
    apply(&reached(paths, schemas, registry), schemas);
}

/// Applies the rules for readers of the document. Schemas that responses reach too stay as they are: responses never contain
/// `null`, and can gain fields.
pub(super) fn publish(paths: &Value, schemas: &mut Value, registry: Registry) {
    let responses =
        operations(paths).flat_map(|operation| references(&operation["responses"], target_among(schemas)));
    let answered: BTreeSet<_> = responses.filter_map(schema_name).map(ToOwned::to_owned).collect();
    let mut names = reached(paths, schemas, registry);
    names.retain(|name| !answered.contains(name));
    apply(&names, schemas);
}

/// Returns the names of the schemas that request bodies reach.
fn reached(paths: &Value, schemas: &Value, registry: Registry) -> BTreeSet<String> {
    let own = operations(paths).filter(|operation| {
        let id = operation["operationId"].as_str().unwrap_or_default();
        !registry.manners_of(id).follows_protocol()
    });
    let targets = own.flat_map(|operation| references(&operation["requestBody"], target_among(schemas)));
    // Unknown members of a patch operation must be ignored (RFC 6902, section 4).
    let names = targets.filter_map(schema_name).filter(|name| !name.starts_with("JsonPatch"));
    names.map(ToOwned::to_owned).collect()
}

fn operations(paths: &Value) -> impl Iterator<Item = &Value> {
    let items = paths.as_object().into_iter().flat_map(Map::values);
    items.flat_map(|item| item.as_object().into_iter().flat_map(Map::values))
}

fn apply(names: &BTreeSet<String>, schemas: &mut Value) {
    for name in names {
        if let Some(schema) = schemas.get_mut(name) {
            complete(schema);
        }
    }
}

/// Completes an object, and the objects inside it.
fn complete(schema: &mut Value) {
    let Value::Object(fields) = schema else { return };
    if fields.get("type").is_some_and(|kind| kind == "object") {
        fields.insert("additionalProperties".to_owned(), false.into());
    }
    let required = fields.get("required").cloned().unwrap_or_default();
    for (name, property) in fields.get_mut("properties").and_then(Value::as_object_mut).into_iter().flatten()
    {
        let optional = !required.as_array().is_some_and(|names| names.iter().any(|own| own == name));
        // OpenAPI 3.0 ignores `nullable` next to a reference.
        if let Some(property) = property.as_object_mut().filter(|own| optional && own.contains_key("type")) {
            property.insert("nullable".to_owned(), true.into());
            allow_null(property);
        }
        complete(property);
    }
    if let Some(items) = fields.get_mut("items") {
        complete(items);
    }
}

/// An enum has to name `null` too.
fn allow_null(property: &mut Map<String, Value>) {
    let values = property.get_mut("enum").and_then(Value::as_array_mut);
    if let Some(values) = values.filter(|values| !values.contains(&Value::Null)) {
        values.push(Value::Null);
    }
}
