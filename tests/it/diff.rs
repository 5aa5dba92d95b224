//! Tests of each rule of the document comparison, in both directions.

use imprint::contract::diff::{Accepted, Class, diff, markdown};
use serde_json::{Value, json};

/// A small API: one operation with a parameter, a body and an answer.
fn base() -> Value {
    json!({
        "paths": { "/things": { "post": {
            "operationId": "createThing",
            "parameters": [
                { "name": "mode", "in": "query", "schema": { "type": "string", "enum": ["fast", "slow"] } },
                { "name": "limit", "in": "query", "schema": { "type": "integer", "format": "int32", "minimum": 1, "maximum": 100 } },
            ],
            "requestBody": { "content": {
                "application/json": { "schema": { "$ref": "#/components/schemas/NewThing" } },
                "application/merge-patch+json": { "schema": { "$ref": "#/components/schemas/NewThing" } },
            } },
            "responses": {
                "200": {
                    "description": "Fine.",
                    "headers": { "ETag": {} },
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
                    },
                },
            },
            "responses": { "Missing": {
                "description": "- `gone`: Gone.",
                "content": { "application/problem+json": { "examples": { "gone": {} } } },
            } },
        },
    })
}

const POST: &str = "/paths/~1things/post";
const NEW: &str = "/components/schemas/NewThing";
const OLD: &str = "/components/schemas/Thing";

/// The base with one value put in or taken out.
fn with(place: &str, value: Value) -> Value {
    let mut document = base();
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

fn classes(base: &Value, head: &Value) -> Vec<Class> {
    let mut classes: Vec<_> = diff(base, head).iter().map(|change| change.class).collect();
    classes.dedup();
    classes
}

#[test]
fn nothing_has_changed_in_the_same_document() {
    assert_eq!(diff(&base(), &base()), []);
}

#[test]
fn each_rule_tells_what_breaks_and_what_does_not_the_other_way_round() {
    use Class::{Additive, Breaking};
    let optional = json!({ "name": "extra", "in": "query", "schema": { "type": "string" } });
    let required =
        json!({ "name": "extra", "in": "query", "required": true, "schema": { "type": "string" } });
    // What is changed, to what, what that is, and what taking it back is.
    let rules = [
        ("/paths/~1things", Value::Null, Breaking, Additive),
        (&format!("{POST}/operationId"), json!("makeThing"), Breaking, Breaking),
        (&format!("{POST}/security"), json!([{ "bearer": [] }]), Breaking, Additive),
        (&format!("{POST}/x-scope"), json!("things:write"), Breaking, Breaking),
        (&format!("{POST}/parameters/-"), optional, Additive, Breaking),
        (&format!("{POST}/parameters/-"), required, Breaking, Breaking),
        (&format!("{POST}/parameters/0/required"), json!(true), Breaking, Additive),
        (&format!("{POST}/parameters/0/schema/enum"), json!(["fast"]), Breaking, Additive),
        (&format!("{POST}/parameters/0/schema/enum"), json!(["fast", "slow", "odd"]), Additive, Breaking),
        (&format!("{POST}/parameters/1/schema/maximum"), json!(50), Breaking, Additive),
        (&format!("{POST}/parameters/1/schema/minimum"), json!(0), Additive, Breaking),
        (&format!("{POST}/parameters/1/schema/format"), json!("int64"), Breaking, Breaking),
        (&format!("{POST}/requestBody/required"), json!(true), Breaking, Additive),
        (
            &format!("{POST}/requestBody/content/application~1merge-patch+json"),
            Value::Null,
            Breaking,
            Additive,
        ),
        (&format!("{POST}/responses/200"), Value::Null, Breaking, Additive),
        (&format!("{POST}/responses/404"), Value::Null, Additive, Additive),
        (&format!("{POST}/responses/200/headers/ETag"), Value::Null, Breaking, Additive),
        (&format!("{POST}/responses/200/content/application~1json"), Value::Null, Breaking, Additive),
        (&format!("{NEW}/required"), json!(["name", "tags"]), Breaking, Additive),
        (&format!("{NEW}/properties/tags"), Value::Null, Breaking, Additive),
        (&format!("{NEW}/properties/name/type"), json!("integer"), Breaking, Breaking),
        (&format!("{NEW}/properties/name/maxLength"), json!(9), Breaking, Additive),
        (&format!("{NEW}/properties/name/minLength"), json!(2), Breaking, Additive),
        (&format!("{NEW}/properties/name/pattern"), json!("^b"), Breaking, Breaking),
        (&format!("{NEW}/properties/name/nullable"), Value::Null, Breaking, Additive),
        (&format!("{NEW}/properties/tags/maxItems"), json!(6), Additive, Breaking),
        (&format!("{NEW}/properties/tags/items/maxLength"), json!(4), Breaking, Additive),
        (&format!("{NEW}/additionalProperties"), json!(false), Breaking, Additive),
        (&format!("{OLD}/required"), json!(["id"]), Breaking, Additive),
        (&format!("{OLD}/properties/note"), Value::Null, Breaking, Additive),
        (&format!("{OLD}/properties/state/enum"), json!(["new", "old", "odd"]), Breaking, Additive),
        (&format!("{OLD}/properties/note/maxLength"), json!(5), Additive, Additive),
        (&format!("{OLD}/properties/note/nullable"), json!(true), Breaking, Additive),
    ];
    for (place, value, forwards, backwards) in rules {
        let head = with(place, value);

        let (there, back) = (classes(&base(), &head), classes(&head, &base()));

        assert_eq!(there.first(), Some(&forwards), "{place}: {:?}", diff(&base(), &head));
        assert_eq!(back.first(), Some(&backwards), "{place} taken back: {:?}", diff(&head, &base()));
    }
}

#[test]
fn a_schema_that_is_renamed_breaks_and_is_told_with_both_names() {
    let text = base().to_string().replace("/Thing\"", "/Object\"").replace("\"Thing\":", "\"Object\":");

    let changes = diff(&base(), &serde_json::from_str(&text).unwrap());

    let lines: Vec<_> = changes.iter().map(imprint::contract::diff::Change::line).collect();
    assert!(lines.contains(&"schema Thing in answers: removed".to_owned()), "{lines:?}");
    assert!(lines.contains(&"schema Object: added".to_owned()), "{lines:?}");
}

#[test]
fn words_are_editorial_and_codes_are_told() {
    let words = with(&format!("{NEW}/properties/name/description"), json!("Its name."));
    assert_eq!(classes(&base(), &words), [Class::Editorial]);

    let mut codes = base();
    let missing = &mut codes["components"]["responses"]["Missing"];
    missing["description"] = json!("- `gone`: Gone.\n- `lost`: Lost.");
    missing["content"]["application/problem+json"]["examples"]["lost"] = json!({});
    let changes = diff(&base(), &codes);
    assert_eq!(changes[0].line(), "POST /things, answer 404: code lost added");
}

#[test]
fn a_change_is_accepted_by_its_line_and_a_reason() {
    let head = with(&format!("{OLD}/properties/note"), Value::Null);
    let changes = diff(&base(), &head);
    let line = changes[0].line();

    let with_reason = Accepted::read(&format!("# Accepted\n\n- `{line}`: nobody ever read it\n"));
    let without = Accepted::read(&format!("- `{line}`:\n- {line}: no backticks\n"));

    assert_eq!(line, "schema Thing in answers, /note: removed");
    assert!(with_reason.has(&changes[0]) && !without.has(&changes[0]));
    assert!(markdown(&changes, &with_reason).contains("(accepted)"));
}
