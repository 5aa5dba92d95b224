//! Examples that work unchanged on the demonstration data. They all come from the examples of the resources: path parameters get
//! their ids, filters get the values of their fields, pages contain them, and each resource that can be patched gets a JSON Patch.

use serde_json::{Map, Value, json};

use super::super::names::pascal;
use super::words::resource;
use crate::media::{JSON_PATCH, MERGE_PATCH};

/// Examples of the parameters that mean the same for every resource. A cursor belongs to one list on one server, so it has none.
const COMMON: &[(&str, &str)] = &[
    ("page", "1"),
    ("count", "\"exact\""),
    ("start_time", "\"2026-01-01T00:00:00Z\""),
    ("end_time", "\"2036-01-01T00:00:00Z\""),
    ("If-None-Match", r#""\"1\"""#),
    // Matches whatever version the resource has.
    ("If-Match", "\"*\""),
];

/// Completes the parameters and bodies of every operation from the examples of the schemas.
pub(super) fn add(paths: &mut Value, schemas: &Value) {
    for item in paths.as_object_mut().into_iter().flat_map(Map::values_mut) {
        for operation in item.as_object_mut().into_iter().flat_map(Map::values_mut) {
            let example = schemas[resource(operation)]["example"].clone();
            for parameter in
                operation.get_mut("parameters").and_then(Value::as_array_mut).into_iter().flatten()
            {
                if let Some(value) = value(parameter, &example, schemas) {
                    parameter["example"] = value;
                }
            }
            if let Some(content) = operation.pointer_mut("/requestBody/content") {
                json_patch(content, schemas);
            }
        }
    }
}

/// Adds an example to each page of a list.
pub(super) fn pages(schemas: &mut Value) {
    let names: Vec<_> = schemas.as_object().into_iter().flat_map(Map::keys).cloned().collect();
    for name in &names {
        let whole = name.strip_suffix("Page").map(|item| item.strip_suffix("Fields").unwrap_or(item));
        let Some(whole) = whole.and_then(|whole| schemas[whole]["example"].as_object().cloned()) else {
            continue;
        };
        let item = schemas[name]["properties"]["data"]["items"]["$ref"]
            .as_str()
            .and_then(|target| target.rsplit('/').next());
        let fields = item.and_then(|item| schemas[item]["properties"].as_object());
        let selected = name.ends_with("FieldsPage").then_some(3);
        let shown =
            whole.into_iter().filter(|(field, _)| fields.is_some_and(|fields| fields.contains_key(field)));
        let shown: Map<_, _> = shown.take(selected.unwrap_or(usize::MAX)).collect();
        schemas[name]["example"] = json!({ "data": [shown], "meta": { "limit": 20 } });
    }
}

/// Returns the example of a parameter. `example` is that of the resource that the operation returns.
fn value(parameter: &Value, example: &Value, schemas: &Value) -> Option<Value> {
    let name = parameter["name"].as_str()?;
    if let Some((_, text)) = COMMON.iter().find(|(own, _)| *own == name) {
        return serde_json::from_str(text).ok();
    }
    let schema = &parameter["schema"];
    let choices =
        || schema["pattern"].as_str()?.split_once('(')?.1.split_once(')').map(|(names, _)| names.split('|'));
    match name {
        _ if parameter["in"] == "path" => id(&pascal(name.strip_suffix("_id")?), schemas),
        "limit" | "sort" => schema.get("default").cloned(),
        "fields" => Some(choices()?.skip(1).take(2).collect::<Vec<_>>().join(",").into()),
        "expand" => Some(choices()?.next()?.into()),
        "search" => ["title", "lastName", "name"].iter().find_map(|name| example.get(name)).cloned(),
        field if schema["type"] == "array" => Some(json!([example.get(camel(field))?])),
        field => example.get(camel(field)).cloned(),
    }
}

/// Returns the id in the example of a resource. Its schema can have a longer name: `OAuthClient` for a client.
fn id(resource: &str, schemas: &Value) -> Option<Value> {
    let mut named = schemas.as_object()?.iter().filter(|(name, _)| name.ends_with(resource));
    named.find_map(|(_, schema)| schema["example"].get("id")).cloned()
}

/// `author_id` → `authorId`.
fn camel(name: &str) -> String {
    let pascal = pascal(name);
    pascal[..1].to_lowercase() + &pascal[1..]
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
