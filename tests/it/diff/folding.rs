//! Changes that belong together are one line, and what is only written differently is none.

use imprint::contract::diff::{Accepted, Class, diff};
use serde_json::{Value, json};

use super::{OLD, POST, base, put, told, with};

fn replaced(document: &Value, pairs: &[(&str, &str)]) -> Value {
    let text = pairs.iter().fold(document.to_string(), |text, (old, new)| text.replace(old, new));
    serde_json::from_str(&text).unwrap()
}

/// Lists of things at several paths, each with `HEAD`.
fn lists(pattern: &str) -> Value {
    let list = |id: &str, pattern: &str| {
        json!({
            "operationId": id,
            "parameters": [{ "name": "cursor", "in": "query", "schema": { "type": "string", "pattern": pattern } }],
            "responses": { "200": { "description": "Fine." } },
        })
    };
    let mut document = base();
    for name in ["a", "b", "c"] {
        document["paths"][format!("/{name}")] = json!({ "get": list(&format!("get{name}"), pattern), "head": list(&format!("head{name}"), pattern) });
    }
    document
}

#[test]
fn a_renamed_schema_is_one_line() {
    let head = replaced(&base(), &[("/Thing\"", "/Object\""), ("\"Thing\":", "\"Object\":")]);

    assert_eq!(told(&base(), &head), ["clients: schema Thing: renamed to Object"]);
}

#[test]
fn a_renamed_schema_with_another_field_is_recognized_where_it_is_used() {
    let head = replaced(&base(), &[("/Circle\"", "/Disc\""), ("\"Circle\":", "\"Disc\":")]);
    let head = put(head, "/components/schemas/Disc/properties/colour", json!({ "type": "string" }));

    assert_eq!(
        told(&base(), &head),
        ["clients: schema Circle: renamed to Disc", "additive: schema Disc, /colour: added"]
    );
}

#[test]
fn two_schemas_that_become_one_are_compared_with_it() {
    let mut base = base();
    base["components"]["schemas"]["NewCircle"] = base["components"]["schemas"]["Circle"].clone();
    base["components"]["schemas"]["NewThing"]["properties"]["shape"] =
        json!({ "$ref": "#/components/schemas/NewCircle" });
    let mut head = replaced(&base, &[("/NewCircle\"", "/Circle\"")]);
    head["components"]["schemas"].as_object_mut().unwrap().shift_remove("NewCircle");

    assert_eq!(told(&base, &head), ["clients: schema NewCircle: replaced by Circle"]);
}

#[test]
fn sharing_what_was_inline_is_no_change_for_callers() {
    let mut head = base();
    let operation = head.pointer_mut(POST).unwrap();
    let etag = operation["responses"]["200"]["headers"]["ETag"].take();
    operation["responses"]["200"]["headers"]["ETag"] = json!({ "$ref": "#/components/headers/ETag" });
    let mode = operation["parameters"][1]["schema"].take();
    operation["parameters"][1]["schema"] = json!({ "$ref": "#/components/schemas/Mode" });
    let shape = head.pointer_mut(&format!("{OLD}/properties/note")).unwrap();
    *shape = json!({ "allOf": [{ "$ref": "#/components/schemas/Note" }] });
    head["components"]["headers"] = json!({ "ETag": etag });
    head["components"]["schemas"]["Mode"] = mode;
    head["components"]["schemas"]["Note"] = json!({ "type": "string", "maxLength": 10 });

    let there = diff(&base(), &head);

    assert!(there.iter().all(|change| change.class >= Class::Additive), "{there:?}");
    assert_eq!(
        told(&head, &base())[..],
        ["clients: 2 schemas: removed", "editorial: component ETag: header removed"]
    );
}

#[test]
fn an_operation_that_moves_keeps_its_id_and_is_compared() {
    let head = replaced(
        &base(),
        &[("/things/{thing_id}", "/stuff/{thing_id}"), ("\"maximum\":100", "\"maximum\":50")],
    );

    assert_eq!(
        told(&base(), &head),
        [
            "breaking: POST /stuff/{thing_id}, parameter limit: maximum 100 → 50",
            "breaking: POST /things/{thing_id}: moved to POST /stuff/{thing_id}",
        ]
    );
}

#[test]
fn a_path_parameter_with_another_name_breaks_generated_clients_only() {
    let head = replaced(&base(), &[("thing_id", "id")]);

    assert_eq!(told(&base(), &head), ["clients: POST /things/{thing_id}, parameter thing_id: renamed to id"]);
}

#[test]
fn a_security_scheme_with_another_name_is_one_line() {
    let head = replaced(&base(), &[("\"key\":", "\"apiKey\":")]);

    assert_eq!(told(&base(), &head), ["clients: security scheme key: renamed to apiKey"]);
}

#[test]
fn one_change_of_many_operations_is_one_line_and_heads_are_folded_into_it() {
    let changes = diff(&lists("^a"), &lists("^b"));

    let lines = super::lines(&changes);
    assert_eq!(lines, ["breaking: 3 operations, parameter cursor: pattern ^a → ^b"]);
    let names: Vec<_> = changes[0].spots.iter().map(|spot| spot.subject.to_string()).collect();
    assert_eq!(names, ["GET /a", "GET /b", "GET /c"]);
}

#[test]
fn a_head_that_changes_alone_is_reported() {
    let mut head = lists("^a");
    head["paths"]["/a"]["head"]["parameters"][0]["schema"]["pattern"] = json!("^b");

    assert_eq!(told(&lists("^a"), &head), ["breaking: HEAD /a, parameter cursor: pattern ^a → ^b"]);
}

#[test]
fn one_line_with_a_reason_accepts_a_change_of_many_operations() {
    let changes = diff(&lists("^a"), &lists("^b"));
    let (line, each) = (
        changes[0].line(),
        ["a", "b", "c"].map(|name| format!("- `GET /{name}, parameter cursor: pattern ^a → ^b`: why\n")),
    );

    let whole = Accepted::read(&format!("# Accepted\n\n- `{line}`: nobody ever sent it\n"));
    let parts = Accepted::read(&each.concat());
    let some = Accepted::read(&each[..2].concat());
    let without = Accepted::read(&format!("- `{line}`:\n- {line}: no backticks\n"));

    assert_eq!(whole.reason(&changes[0]), Some("nobody ever sent it"));
    assert!(parts.has(&changes[0]) && !some.has(&changes[0]) && !without.has(&changes[0]));
    assert_eq!(whole.stale(&[]), [line.as_str()]);
    assert!(whole.stale(&changes).is_empty());
}

#[test]
fn several_fields_of_one_schema_are_one_line() {
    let mut head = base();
    let properties = head.pointer_mut(&format!("{OLD}/properties")).unwrap().as_object_mut().unwrap();
    properties.shift_remove("note");
    properties.shift_remove("shape");
    head["components"]["schemas"].as_object_mut().unwrap().shift_remove("Circle");

    assert_eq!(
        told(&base(), &head),
        ["breaking: schema Thing, 2 places: removed", "clients: schema Circle: removed"]
    );
}

#[test]
fn limits_of_another_type_are_not_compared() {
    let head = with(
        &format!("{OLD}/properties/note"),
        json!({ "type": "array", "maxItems": 3, "items": { "type": "string" } }),
    );

    assert_eq!(told(&base(), &head), ["breaking: schema Thing, /note: type string → array"]);
}
