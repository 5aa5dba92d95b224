//! What OpenAPI 3.1 and the history of public descriptions brought up.

use serde_json::{Value, json};

use super::told;

/// A document of OpenAPI 3.1 that sends a schema and answers with it.
fn modern(schema: Value) -> Value {
    let content = json!({ "application/json": { "schema": { "$ref": "#/components/schemas/Payment" } } });
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Payments", "version": "1" },
        "paths": { "/payments": { "post": {
            "requestBody": { "content": content },
            "responses": { "200": { "description": "Fine.", "content": content } },
        } } },
        "components": { "schemas": { "Payment": schema } },
    })
}

fn object(property: Value) -> Value {
    modern(json!({ "type": "object", "properties": { "value": property } }))
}

#[test]
fn the_same_schema_in_the_words_of_3_0_and_3_1_has_only_editorial_changes() {
    let pairs = [
        (json!({ "type": "string", "nullable": true }), json!({ "type": ["string", "null"] })),
        (json!({ "type": "string", "enum": ["a"] }), json!({ "type": "string", "const": "a" })),
        (
            json!({ "type": "integer", "minimum": 0, "exclusiveMinimum": true }),
            json!({ "type": "integer", "exclusiveMinimum": 0 }),
        ),
        (json!({ "type": "string", "example": "x" }), json!({ "type": "string", "examples": ["x"] })),
        (
            json!({ "allOf": [{ "$ref": "#/components/schemas/Payment" }], "nullable": true }),
            json!({ "oneOf": [{ "$ref": "#/components/schemas/Payment" }, { "type": "null" }] }),
        ),
        (
            json!({ "allOf": [{ "$ref": "#/components/schemas/Payment" }], "description": "It." }),
            json!({ "$ref": "#/components/schemas/Payment", "description": "It." }),
        ),
    ];
    for (old, new) in pairs {
        let lines = told(&object(old.clone()), &object(new));

        assert!(lines.iter().all(|line| line.starts_with("editorial")), "{old}: {lines:?}");
    }
}

#[test]
fn keywords_of_3_1_are_compared() {
    let pairs = [
        (
            json!({ "type": ["string", "null"] }),
            json!({ "type": "string" }),
            "breaking: schema Payment, /value: can no longer be null",
        ),
        (
            json!({ "type": "string" }),
            json!({ "type": ["string", "integer"] }),
            "breaking: schema Payment, /value: type string → string or integer",
        ),
        (
            json!({ "const": "a" }),
            json!({ "const": "b" }),
            "breaking: schema Payment, /value: values added: \"b\"",
        ),
        (
            json!({ "exclusiveMinimum": 0 }),
            json!({ "minimum": 0 }),
            "clients: schema Payment, /value: minimum 0 (excluded) → 0",
        ),
        (
            json!({ "prefixItems": [{ "type": "string" }] }),
            json!({ "prefixItems": [{ "type": "integer" }] }),
            "breaking: schema Payment, /value/0: type string → integer",
        ),
        (
            json!({ "patternProperties": { "^x": { "maxLength": 9 } } }),
            json!({ "patternProperties": { "^x": { "maxLength": 8 } } }),
            "breaking: schema Payment, /value, patternProperties ^x: maxLength 9 → 8",
        ),
        (
            json!({ "allOf": [{ "$ref": "#/components/schemas/Payment" }] }),
            json!({ "allOf": [{ "$ref": "#/components/schemas/Payment" }, { "maxProperties": 3 }] }),
            "breaking: schema Payment, /value: allOf added: {\"maxProperties\":3}",
        ),
        (
            json!({ "$ref": "#/components/schemas/Payment", "maxProperties": 4 }),
            json!({ "$ref": "#/components/schemas/Payment", "maxProperties": 3 }),
            "breaking: schema Payment, /value: maxProperties 4 → 3",
        ),
        (
            json!({ "$ref": "#/components/schemas/Payment" }),
            json!({ "anyOf": [{ "$ref": "#/components/schemas/Payment" }, { "type": "null" }] }),
            "breaking: schema Payment, /value: can be null",
        ),
        (
            json!({ "type": "object" }),
            json!({ "anyOf": [{ "type": "null" }, { "$ref": "#/components/schemas/Payment" }] }),
            "breaking: schema Payment, /value: can be null",
        ),
        (
            json!({ "if": { "required": ["a"] } }),
            json!({ "if": { "required": ["b"] } }),
            "breaking: schema Payment, /value: if/required/0 a → b",
        ),
        (
            json!({ "dependentRequired": { "a": ["b"] } }),
            json!({}),
            "clients: schema Payment, /value: dependentRequired {\"a\":[\"b\"]} → none",
        ),
        (
            json!({ "items": true }),
            json!({ "items": { "type": "string" } }),
            "breaking: schema Payment, /value/*: schema true → {\"type\":\"string\"}",
        ),
        (
            json!({ "$ref": "#/components/schemas/Payment", "description": "One." }),
            json!({ "$ref": "#/components/schemas/Payment", "description": "Two." }),
            "editorial: schema Payment, /value: description rewritten",
        ),
    ];
    for (old, new, line) in pairs {
        let lines = told(&object(old), &object(new));

        assert_eq!(lines[0], line, "{lines:?}");
    }
}

#[test]
fn references_into_definitions_are_followed() {
    let with = |length: u8| {
        modern(json!({
            "type": "object",
            "properties": { "code": { "$ref": "#/components/schemas/Payment/$defs/Code" } },
            "$defs": { "Code": { "type": "string", "maxLength": length } },
        }))
    };

    let lines = told(&with(9), &with(8));

    assert_eq!(lines[0], "breaking: schema Payment/$defs/Code: maxLength 9 → 8", "{lines:?}");
}

#[test]
fn path_items_that_are_references_are_followed() {
    let with = |length: u8| {
        let mut document = modern(json!({ "type": "string" }));
        let parameter =
            json!({ "name": "q", "in": "query", "schema": { "type": "string", "maxLength": length } });
        document["components"]["pathItems"] =
            json!({ "Search": { "parameters": [parameter], "get": { "responses": {} } } });
        document["paths"]["/search"] = json!({ "$ref": "#/components/pathItems/Search" });
        document
    };

    assert_eq!(told(&with(9), &with(8)), ["breaking: GET /search, parameter q: maxLength 9 → 8"]);
}

#[test]
fn webhooks_and_callbacks_go_in_the_other_direction() {
    let with = |required: Value| {
        let body = json!({ "content": { "application/json": { "schema": { "type": "object", "required": required, "properties": { "id": { "type": "string" } } } } } });
        let item =
            json!({ "post": { "requestBody": body, "responses": { "200": { "description": "Fine." } } } });
        let mut document = modern(json!({ "type": "string" }));
        document["webhooks"] = json!({ "paid": item });
        document["paths"]["/payments"]["post"]["callbacks"] =
            json!({ "done": { "{$request.body#/url}": item } });
        document
    };
    let (sure, unsure) = (with(json!(["id"])), with(json!([])));

    assert_eq!(
        told(&sure, &unsure),
        [
            "breaking: POST /payments, callback done, POST {$request.body#/url}, body/id: no longer required",
            "breaking: webhooks, POST paid, body/id: no longer required",
        ]
    );
    assert!(told(&unsure, &sure).iter().all(|line| line.starts_with("additive")));
}

#[test]
fn a_version_that_moves_a_server_and_adds_fields_to_closed_objects_says_both() {
    // As in the history of a payment service: each version has its own address, and objects are closed.
    let version = |number: &str, properties: Value| {
        let mut document =
            modern(json!({ "type": "object", "additionalProperties": false, "properties": properties }));
        document["servers"] = json!([{ "url": format!("https://pay.example/{number}") }]);
        document["info"]["version"] = number.into();
        document
    };
    let old = version("v70", json!({ "amount": {}, "mandate": {}, "order": {} }));
    let new = version("v71", json!({ "amount": {}, "reference": { "x-addedInVersion": "71" } }));

    assert_eq!(
        told(&old, &new),
        [
            "breaking: schema Payment, 2 places: removed",
            "breaking: document: server https://pay.example/v70 → https://pay.example/v71",
            "clients: schema Payment, /reference: added",
            "editorial: document, info: version v70 → v71",
        ]
    );
}

#[test]
fn schemas_that_refer_to_one_another_in_a_circle_are_compared_once() {
    let with = |name: &str| {
        let mut document = modern(
            json!({ "properties": { "parent": { "$ref": "#/components/schemas/Payment" }, "note": { "title": name } } }),
        );
        document["components"]["schemas"]["Payment"]["properties"]["inline"] =
            json!({ "properties": { "again": { "$ref": "#/components/schemas/Payment" } } });
        document
    };
    let mut other = with("b");
    other["components"]["schemas"]["Payment"]["properties"]["inline"] =
        json!({ "$ref": "#/components/schemas/Payment" });

    assert_eq!(told(&with("a"), &with("b")), ["editorial: schema Payment, /note: title rewritten"]);
    assert!(!told(&with("a"), &other).is_empty());
}
