//! Navigation in a document: references, and the location of parameters.

use std::collections::BTreeSet;

use serde_json::Value;

/// The location of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ParameterIn {
    Path,
    Query,
    Header,
}

impl ParameterIn {
    pub(super) fn of(parameter: &Value) -> Option<Self> {
        match parameter["in"].as_str()? {
            "path" => Some(Self::Path),
            "query" => Some(Self::Query),
            "header" => Some(Self::Header),
            _ => None,
        }
    }
}

/// Returns the target of a reference; any other value is returned as it is.
pub(super) fn resolved<'d>(document: &'d Value, part: &'d Value) -> &'d Value {
    part["$ref"].as_str().and_then(target_in(document)).unwrap_or(part)
}

/// Returns a function that finds the target of a reference in a whole document.
pub(super) fn target_in<'d>(document: &'d Value) -> impl Fn(&str) -> Option<&'d Value> {
    |target| document.pointer(target.strip_prefix('#')?)
}

/// Returns the same for schemas that are separate from their document.
pub(super) fn target_among<'d>(schemas: &'d Value) -> impl Fn(&str) -> Option<&'d Value> {
    |target| schemas.get(schema_name(target)?)
}

/// `#/components/schemas/Book` → `Book`.
pub(super) fn schema_name(target: &str) -> Option<&str> {
    target.strip_prefix("#/components/schemas/")
}

/// Returns the targets of all references in a part of a document, and those of the references inside these targets.
pub(super) fn references<'d>(
    part: &'d Value,
    target: impl Fn(&str) -> Option<&'d Value>,
) -> BTreeSet<&'d str> {
    let (mut found, mut parts) = (BTreeSet::new(), vec![part]);
    while let Some(part) = parts.pop() {
        match part {
            Value::Object(fields) => {
                let reference = fields.get("$ref").and_then(Value::as_str);
                let new = reference.filter(|reference| found.insert(*reference));
                parts.extend(new.and_then(&target));
                parts.extend(fields.values());
            }
            Value::Array(items) => parts.extend(items),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn references_are_followed_once_each_even_in_a_circle() {
        let document = json!({ "components": {
            "schemas": { "A": { "items": [{ "$ref": "#/components/schemas/B" }] }, "B": { "$ref": "#/components/schemas/A" } },
            "headers": { "H": {} },
        }});
        let part = json!({ "schema": { "$ref": "#/components/schemas/A" }, "header": { "$ref": "#/components/headers/H" } });

        let found = references(&part, target_in(&document));

        let names: Vec<_> = found.iter().filter_map(|target| schema_name(target)).collect();
        assert_eq!((found.len(), names), (3, vec!["A", "B"]));
        assert_eq!(resolved(&document, &part["header"]), &json!({}));
        assert_eq!(resolved(&document, &part), &part);
    }
}
