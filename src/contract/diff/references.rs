//! The references of a document.

use std::collections::HashSet;

use serde_json::Value;

/// Adds the targets of all references in a part of a document.
pub(super) fn collect<'d>(part: &'d Value, found: &mut HashSet<&'d str>) {
    match part {
        Value::Object(fields) => {
            for (key, field) in fields {
                match field.as_str() {
                    Some(target) if key == "$ref" => drop(found.insert(target)),
                    _ => collect(field, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        _ => {}
    }
}

/// Adds the targets of all references in a schema. Returns false if some of its fields are only sent in one direction, so that not
/// everything in it is sent the same way.
pub(super) fn sent_both_ways<'d>(schema: &'d Value, found: &mut HashSet<&'d str>) -> bool {
    match schema {
        Value::Object(fields) => fields.iter().all(|(key, field)| match (key.as_str(), field) {
            ("readOnly" | "writeOnly", _) => false,
            ("$ref", Value::String(target)) => {
                found.insert(target);
                true
            }
            _ => sent_both_ways(field, found),
        }),
        Value::Array(items) => items.iter().all(|item| sent_both_ways(item, found)),
        _ => true,
    }
}

/// `#/components/schemas/Book` → `Book`.
pub(super) fn short(target: &str) -> &str {
    target.strip_prefix("#/components/schemas/").unwrap_or(target)
}
