//! Splits the object of an extractor that reads several parameters into separate parameters in the document.
//!
//! poem-openapi gives an extractor one parameter. An extractor that reads several declares an object. In a query, an exploded
//! object *is* its properties (OpenAPI 3.0, style `form`), so listing the properties separately means the same, and generators
//! understand it better.

use serde_json::{Map, Value, json};

/// The parameters that come last, wherever their extractor is: those that say how items look follow those that say which items to
/// return.
const LAST: &[&str] = &["fields", "expand"];

/// Replaces each object among the parameters with its properties.
pub(super) fn parameters(raw: &mut Value) {
    for item in raw["paths"].as_object_mut().into_iter().flat_map(Map::values_mut) {
        for operation in item.as_object_mut().into_iter().flat_map(Map::values_mut) {
            let Some(parameters) = operation.get_mut("parameters").and_then(Value::as_array_mut) else {
                continue;
            };
            *parameters = parameters.drain(..).flat_map(spread).collect();
            parameters.sort_by_key(|parameter| {
                LAST.iter().position(|last| parameter["name"] == *last).map_or(0, |at| at + 1)
            });
        }
    }
}

fn spread(parameter: Value) -> Vec<Value> {
    let Some(properties) = parameter["schema"]["properties"].as_object() else { return vec![parameter] };
    let one = |(name, property): (&String, &Value)| {
        let description = property["description"].as_str().unwrap_or_default();
        let description: Vec<_> = description.lines().map(str::trim).collect();
        // The property's description wraps its schema, which may be a reference and cannot have a description then.
        json!({
            "name": name,
            "schema": property["allOf"][0],
            "in": parameter["in"],
            "description": description.join("\n"),
            "required": false,
        })
    };
    properties.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_becomes_its_properties_and_the_rest_stays() {
        let limit = json!({"type": "integer"});
        let object = json!({"type": "object", "properties": {
            "limit": {"description": " How many.\n Or less.\n", "allOf": [limit]},
            "fields": {"description": "Which.", "allOf": [{"$ref": "#/f"}]},
        }});
        let mut raw = json!({"paths": {"/a": {"get": {"parameters": [
            {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}},
            {"name": "page", "in": "query", "required": false, "schema": object},
            {"name": "genre", "in": "query", "required": false, "schema": {"type": "string"}},
        ]}}}});

        parameters(&mut raw);

        let spread = raw["paths"]["/a"]["get"]["parameters"].as_array().unwrap();
        let names: Vec<_> = spread.iter().map(|parameter| parameter["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["id", "limit", "genre", "fields"]);
        let one = json!({"name": "limit", "schema": limit, "in": "query", "description": "How many.\nOr less.", "required": false});
        assert_eq!(spread[1], one);
        assert_eq!(spread[3]["schema"]["$ref"], "#/f");
    }
}
