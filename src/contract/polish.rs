//! Turns poem-openapi's document into the published one: deterministic, and on plain data.
//!
//! Each step is one function that fixes one thing. `docs/API-DESIGN.md` lists the steps and their reasons.

mod answers;
mod batch;
mod deprecated;
mod examples;
mod head;
mod order;
mod pagination;
mod requests;
mod security;
mod share;
mod words;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

pub(super) use self::requests::enforce;

use super::emit::EmitError;
use super::info;
use super::names::{DEFAULT_SERVER, METHODS, PAGINATION, SCOPE, SINCE, SUNSET};
use crate::registry::Registry;

/// Polishes a raw document; `server` is the address that it names.
///
/// # Errors
/// When something is deprecated without a date.
pub(super) fn polish(mut raw: Value, server: &str, registry: Registry) -> Result<Value, EmitError> {
    tidy(&mut raw);
    let mut paths = std::mem::take(&mut raw["paths"]);
    let mut schemas = std::mem::take(&mut raw["components"]["schemas"]);
    schemas.as_object_mut().into_iter().for_each(batch::items);
    requests::publish(&paths, &mut schemas, registry);
    deprecated::mark(&mut paths, &mut schemas)?;
    answers::fault_codes(&mut schemas);
    examples::pages(&mut schemas);
    for (name, schema) in schemas.as_object_mut().into_iter().flatten() {
        // A title that repeats the name says nothing.
        if let Some(fields) = schema.as_object_mut() {
            fields.retain(|field, value| field != "title" || value != name);
        }
        order::schema(schema);
    }
    examples::add(&mut paths, &schemas);
    parameters(&mut paths);
    security::security(&mut paths, registry);
    let failures = answers::answers(&mut paths, &schemas, registry);
    pagination::add(&mut paths);
    let parameters = share::parameters(&mut paths);
    head::add(&mut paths);
    let mut headers = share::headers(&mut paths);
    let successes = share::responses(&mut paths);
    let examples = answers::examples(&failures, registry);
    let mut responses = named(failures.into_iter().chain(successes));
    headers.extend(answers::headers(&format!("{paths}{}", json!(responses))));
    responses.values_mut().for_each(order::response);
    headers.values_mut().for_each(order::header);
    let paths = sorted_paths(paths);
    Ok(json!({
        "openapi": "3.0.3",
        "info": info::info(),
        "servers": [{ "url": server, "description": server_description(server) }],
        "security": [],
        "tags": info::tags(&raw["tags"], server),
        "paths": paths,
        "components": {
            "securitySchemes": security::schemes(server, &paths, registry),
            "schemas": schemas,
            "parameters": parameters,
            "responses": responses,
            "headers": named(headers),
            "examples": examples,
        },
    }))
}

/// Returns components sorted by name.
fn named(components: impl IntoIterator<Item = (String, Value)>) -> BTreeMap<String, Value> {
    components.into_iter().collect()
}

/// Completes the parameters of every operation.
fn parameters(paths: &mut Value) {
    for item in paths.as_object_mut().into_iter().flat_map(Map::values_mut) {
        for operation in item.as_object_mut().into_iter().flat_map(Map::values_mut) {
            for parameter in
                operation.get_mut("parameters").and_then(Value::as_array_mut).into_iter().flatten()
            {
                words::choices(parameter);
                if let Some(fields) = parameter.as_object_mut() {
                    fields.retain(|name, value| name != "required" || value == true);
                }
                order::parameter(parameter);
            }
        }
    }
}

fn server_description(server: &str) -> &'static str {
    if server == DEFAULT_SERVER { "A local server, started with `imprint serve`." } else { "This server." }
}

/// The formats that only this project's validator knows.
const OURS: &[&str] = &["isbn13", "text-line", "text-label", "text-prose"];

/// Removes redundant fields, writes integers without a fraction, and drops the formats that only this project's validator knows.
fn tidy(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|name, value| match name.as_str() {
                "deprecated" | "nullable" => *value != Value::Bool(false),
                "explode" => *value != Value::Bool(true),
                "minLength" => *value != json!(0) && *value != json!(0.0),
                "format" => !value.as_str().is_some_and(|name| OURS.contains(&name)),
                _ => true,
            });
            fields.values_mut().for_each(tidy);
        }
        Value::Array(items) => items.iter_mut().for_each(tidy),
        Value::Number(number) => {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "bounds of int64 at most, and checked to be whole"
            )]
            if let Some(float) = number.as_f64().filter(|float| number.is_f64() && float.fract() == 0.0) {
                *value = json!(float as i64);
            }
        }
        _ => {}
    }
}

/// Sorts paths by name and methods in a fixed order, so that a small change of the types is a small change of the file.
fn sorted_paths(paths: Value) -> Value {
    let Value::Object(paths) = paths else { return paths };
    let mut paths: Vec<_> = paths.into_iter().collect();
    paths.sort_by(|one, two| one.0.cmp(&two.0));
    let ordered = paths.into_iter().map(|(path, mut item)| {
        let methods = METHODS.iter().filter_map(|method| {
            let operation = item.get_mut(method).map(Value::take)?;
            Some(((*method).to_owned(), sorted_operation(operation)))
        });
        (path, Value::Object(methods.collect()))
    });
    Value::Object(ordered.collect::<Map<_, _>>())
}

/// The order of the fields of an operation: the most important ones first.
const ORDER: &[&str] = &[
    "tags",
    "operationId",
    "summary",
    "description",
    "deprecated",
    SINCE,
    SUNSET,
    SCOPE,
    PAGINATION,
    "security",
    "parameters",
    "requestBody",
    "responses",
];

fn sorted_operation(mut operation: Value) -> Value {
    operation["responses"].as_object_mut().into_iter().flat_map(Map::values_mut).for_each(order::response);
    order::sort(&mut operation, ORDER);
    operation
}
