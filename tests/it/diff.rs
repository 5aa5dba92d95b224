//! Tests of the comparison of documents.

mod folding;
mod formats;
mod real;
mod rules;
mod silence;

use imprint::contract::diff::{Change, diff};
use serde_json::{Value, json};

/// A small API: one operation with a parameter, a body and an answer.
fn base() -> Value {
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Things", "version": "1" },
        "servers": [{ "url": "https://one.example" }, { "url": "https://two.example" }],
        "paths": { "/things/{thing_id}": { "post": {
            "operationId": "changeThing",
            "tags": ["Things"],
            "security": [{ "oauth2": ["things:read"] }, { "key": [] }],
            "parameters": [
                { "name": "thing_id", "in": "path", "required": true, "schema": { "type": "string" } },
                { "name": "mode", "in": "query", "schema": { "type": "string", "enum": ["fast", "slow"] } },
                { "name": "limit", "in": "query", "schema": {
                    "type": "integer", "format": "int32", "minimum": 1, "maximum": 100, "multipleOf": 1, "default": 20,
                } },
            ],
            "requestBody": { "content": {
                "application/json": { "schema": { "$ref": "#/components/schemas/NewThing" } },
                "application/merge-patch+json": { "schema": { "$ref": "#/components/schemas/NewThing" } },
            } },
            "responses": {
                "200": {
                    "description": "Fine.",
                    "headers": { "ETag": { "required": true, "schema": { "type": "string", "pattern": "^\"" } } },
                    "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } },
                },
                "404": { "$ref": "#/components/responses/Missing" },
            },
        } } },
        "components": {
            "schemas": {
                "NewThing": {
                    "type": "object", "required": ["name"],
                    "properties": {
                        "name": { "type": "string", "minLength": 1, "maxLength": 10, "pattern": "^a", "nullable": true },
                        "tags": { "type": "array", "maxItems": 5, "items": { "type": "string", "maxLength": 5 } },
                    },
                },
                "Thing": {
                    "type": "object", "required": ["id", "state"],
                    "properties": {
                        "id": { "type": "string", "format": "uuid" },
                        "state": { "type": "string", "enum": ["new", "old"] },
                        "note": { "type": "string", "maxLength": 10 },
                        "shape": { "oneOf": [{ "$ref": "#/components/schemas/Circle" }], "discriminator": {
                            "propertyName": "kind", "mapping": { "circle": "#/components/schemas/Circle" },
                        } },
                    },
                },
                "Circle": { "type": "object", "properties": { "kind": { "type": "string" }, "radius": { "type": "number" } } },
            },
            "responses": { "Missing": {
                "description": "- `gone`: Gone.",
                "content": { "application/problem+json": { "examples": { "gone": {} } } },
            } },
            "securitySchemes": {
                "key": { "type": "apiKey", "in": "header", "name": "x-key" },
                "oauth2": { "type": "oauth2", "flows": {
                    "clientCredentials": { "tokenUrl": "https://one.example/token", "scopes": { "things:read": "Read." } },
                } },
            },
        },
    })
}

const POST: &str = "/paths/~1things~1{thing_id}/post";
const NEW: &str = "/components/schemas/NewThing";
const OLD: &str = "/components/schemas/Thing";

/// The base with one value put in, or taken out by `null`.
fn with(place: &str, value: Value) -> Value {
    put(base(), place, value)
}

fn put(mut document: Value, place: &str, value: Value) -> Value {
    let (parent, name) = place.rsplit_once('/').unwrap();
    let name = name.replace("~1", "/");
    let parent = document.pointer_mut(parent).unwrap_or_else(|| panic!("{place}"));
    match (parent, value) {
        (Value::Object(fields), Value::Null) => drop(fields.shift_remove(&name)),
        (Value::Object(fields), value) => drop(fields.insert(name, value)),
        (Value::Array(items), Value::Null) => drop(items.remove(name.parse().unwrap())),
        (Value::Array(items), value) => items.push(value),
        _ => panic!("{place}"),
    }
    document
}

fn lines(changes: &[Change]) -> Vec<String> {
    changes.iter().map(|change| format!("{}: {}", change.class.name(), change.line())).collect()
}

fn told(base: &Value, head: &Value) -> Vec<String> {
    lines(&diff(base, head))
}
