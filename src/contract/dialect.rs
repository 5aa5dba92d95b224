//! The document as OpenAPI 3.1, whose schemas are JSON Schema 2020-12. It says the same as the 3.0 document, which is the contract.

use serde_json::{Map, Value, json};

/// A version of OpenAPI in which the document can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Dialect {
    /// OpenAPI 3.0.
    #[default]
    #[value(name = "3.0")]
    V3_0,
    /// OpenAPI 3.1.
    #[value(name = "3.1")]
    V3_1,
}

impl Dialect {
    /// Returns the document in this version of OpenAPI.
    pub(super) fn of(self, mut document: Value) -> Value {
        if self == Self::V3_1 {
            document["openapi"] = "3.1.0".into();
            if let Some(license) = document["info"]["license"].as_object_mut() {
                // The name is an SPDX expression, which replaces the link.
                let name = license["name"].clone();
                license.shift_remove("url");
                license.insert("identifier".to_owned(), name);
            }
            for (kind, parts) in document["components"].as_object_mut().into_iter().flatten() {
                for part in parts.as_object_mut().into_iter().flat_map(Map::values_mut) {
                    if kind == "schemas" { schema(part) } else { schemas_in(part) }
                }
            }
            schemas_in(&mut document["paths"]);
        }
        document
    }
}

/// Translates the schemas of parameters, header fields and bodies.
fn schemas_in(part: &mut Value) {
    match part {
        Value::Object(fields) => {
            for (name, value) in fields {
                match name.as_str() {
                    "schema" => schema(value),
                    "example" | "examples" => {}
                    _ => schemas_in(value),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(schemas_in),
        _ => {}
    }
}

fn schema(value: &mut Value) {
    let Value::Object(fields) = value else { return };
    for (name, part) in fields.iter_mut() {
        match (name.as_str(), part) {
            ("properties", Value::Object(properties)) => properties.values_mut().for_each(schema),
            ("items" | "additionalProperties", part) => schema(part),
            ("oneOf" | "allOf" | "anyOf", Value::Array(variants)) => variants.iter_mut().for_each(schema),
            _ => {}
        }
    }
    let nullable = fields.get("nullable") == Some(&Value::Bool(true));
    let keywords = std::mem::take(fields).into_iter();
    *fields = keywords.filter_map(|(name, value)| keyword(name, value, nullable)).collect();
}

/// Translates a keyword of a schema. Its place among the others stays, so that both versions read alike.
fn keyword(name: String, value: Value, nullable: bool) -> Option<(String, Value)> {
    Some(match (name.as_str(), value) {
        ("nullable", _) => return None,
        ("type", kind) if nullable => (name, json!([kind, "null"])),
        ("enum", Value::Array(values)) if values.len() == 1 => ("const".to_owned(), values[0].clone()),
        ("example", example) => ("examples".to_owned(), json!([example])),
        (_, value) => (name, value),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_that_have_changed_are_translated_and_examples_stay_as_they_are() {
        let note = json!({ "type": "string", "nullable": true, "example": "a" });
        let kind = json!({ "type": "string", "enum": ["note"] });
        let example = json!({ "nullable": true, "enum": [1] });
        let document = json!({
            "openapi": "3.0.3",
            "info": { "license": { "name": "MIT", "url": "https://spdx.org/licenses/MIT.html" } },
            "paths": { "/a": { "get": { "parameters": [{ "schema": kind, "example": example }] } } },
            "components": {
                "schemas": { "Note": { "type": "object", "properties": { "note": note }, "example": example } },
                "headers": { "Kind": { "schema": kind } },
            },
        });

        let made = Dialect::V3_1.of(document.clone());

        let constant = json!({ "type": "string", "const": "note" });
        assert_eq!(made["info"]["license"], json!({ "name": "MIT", "identifier": "MIT" }));
        assert_eq!(
            made["paths"]["/a"]["get"]["parameters"][0],
            json!({ "schema": constant, "example": example })
        );
        assert_eq!(made["components"]["headers"]["Kind"]["schema"], constant);
        assert_eq!(
            made["components"]["schemas"]["Note"],
            json!({
                "type": "object",
                "properties": { "note": { "type": ["string", "null"], "examples": ["a"] } },
                "examples": [example],
            })
        );
        assert_eq!(Dialect::V3_0.of(document.clone()), document);
    }
}
