//! The order of keys: what a reader asks first comes first, everywhere.

use serde_json::{Map, Value};

use super::super::names::CODES;

/// The keys of a parameter, in order.
const PARAMETER: &[&str] = &["name", "in", "description", "deprecated", "required", "schema", "example"];
/// The keys of a schema, in order. Further keys follow in the order in which they are.
const SCHEMA: &[&str] = &[
    "$ref",
    "type",
    "format",
    "description",
    "deprecated",
    "nullable",
    "enum",
    "default",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "items",
    "oneOf",
    "discriminator",
    "additionalProperties",
    "required",
    "properties",
    "example",
];

/// The keys of a response, and of a header field, in order.
const RESPONSE: &[&str] = &["description", CODES, "headers", "content"];
const HEADER: &[&str] = &["description", "required", "schema"];

/// Orders the keys of a response.
pub(super) fn response(response: &mut Value) {
    sort(response, RESPONSE);
}

/// Orders the keys of a header field and of its schema.
pub(super) fn header(header: &mut Value) {
    sort(header, HEADER);
    header.get_mut("schema").into_iter().for_each(schema);
}

/// Orders the keys of a parameter and of its schema.
pub(super) fn parameter(parameter: &mut Value) {
    sort(parameter, PARAMETER);
    schema(&mut parameter["schema"]);
}

/// Orders the keys of a schema and of the schemas inside it.
pub(super) fn schema(value: &mut Value) {
    let Value::Object(fields) = value else { return };
    for (name, part) in fields.iter_mut() {
        match (name.as_str(), part) {
            ("properties", Value::Object(properties)) => properties.values_mut().for_each(schema),
            ("items", items) => schema(items),
            ("oneOf" | "allOf" | "anyOf", Value::Array(variants)) => variants.iter_mut().for_each(schema),
            _ => {}
        }
    }
    sort(value, SCHEMA);
}

/// Sorts the keys of an object by a list.
pub(super) fn sort(value: &mut Value, order: &[&str]) {
    if let Value::Object(fields) = value {
        let mut sorted: Vec<_> = std::mem::take(fields).into_iter().collect();
        sorted.sort_by_key(|(name, _)| order.iter().position(|known| known == name).unwrap_or(order.len()));
        *fields = sorted.into_iter().collect::<Map<_, _>>();
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn keys_have_one_order_and_examples_keep_theirs() {
        let mut value = json!({
            "properties": { "b": { "maxLength": 1, "type": "string" }, "a": { "items": { "format": "uuid", "type": "string" } } },
            "type": "object",
            "example": { "type": 1, "b": 2, "a": 3 },
        });

        schema(&mut value);

        let text = r#"{"type":"object","properties":{"b":{"type":"string","maxLength":1},"a":{"items":{"type":"string","format":"uuid"}}},"example":{"type":1,"b":2,"a":3}}"#;
        assert_eq!(value.to_string(), text);
    }
}
