//! Compares schemas, each once for each direction in which it is used.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::super::document::{references, resolved, schema_name, target_in};
use super::change::{Change, Changes, Direction, arrow};
use super::limits;

/// Compares the named schemas.
pub(super) fn compare_components(base: &Value, head: &Value, all: &mut Vec<Change>) {
    let (old, new) = (&base["components"]["schemas"], &head["components"]["schemas"]);
    for direction in [Direction::Request, Direction::Answer] {
        let used = used(base, direction);
        let way = match direction {
            Direction::Request => "in requests",
            Direction::Answer => "in answers",
        };
        for (name, one) in
            old.as_object().into_iter().flatten().filter(|(name, _)| used.contains(name.as_str()))
        {
            let mut changes = Changes { subject: format!("schema {name} {way}"), all };
            match new.get(name) {
                None => changes.breaking("", "removed", "generated clients have a type of this name"),
                Some(two) => compare_inline((base, one), (head, two), direction, "", &mut changes),
            }
        }
    }
    for name in new.as_object().into_iter().flat_map(Map::keys).filter(|name| old.get(name).is_none()) {
        Changes { subject: format!("schema {name}"), all }.additive("", "added");
    }
}

/// Returns the names of all schemas that requests or responses reach.
fn used(document: &Value, direction: Direction) -> BTreeSet<&str> {
    let items = document["paths"].as_object().into_iter().flat_map(Map::values);
    let operations = items.flat_map(|item| item.as_object().into_iter().flat_map(Map::values));
    let fields: &[&str] = match direction {
        Direction::Request => &["requestBody", "parameters"],
        Direction::Answer => &["responses"],
    };
    let parts = operations.flat_map(|operation| fields.iter().map(|field| &operation[*field]));
    parts.flat_map(|part| references(part, target_in(document))).filter_map(schema_name).collect()
}

type Part<'d> = (&'d Value, &'d Value);

/// Compares two uses of schemas. Named schemas are compared under their own name instead.
pub(super) fn compare(
    base: Part<'_>,
    head: Part<'_>,
    direction: Direction,
    place: &str,
    changes: &mut Changes<'_>,
) {
    match (base.1["$ref"].as_str(), head.1["$ref"].as_str()) {
        (Some(one), Some(two)) if one == two => {}
        (Some(_), Some(_)) => {
            changes.breaking(
                place,
                arrow(&base.1["$ref"], &head.1["$ref"]),
                "generated clients have another type here",
            );
        }
        (None, None) => compare_inline(base, head, direction, place, changes),
        _ => {
            let (one, two) = (resolved(base.0, base.1), resolved(head.0, head.1));
            compare_inline((base.0, one), (head.0, two), direction, place, changes);
        }
    }
}

fn compare_inline(
    base: Part<'_>,
    head: Part<'_>,
    direction: Direction,
    place: &str,
    changes: &mut Changes<'_>,
) {
    let ((_, one), (_, two)) = (base, head);
    if one == two {
        return;
    }
    for (field, why) in
        [("type", "the JSON type is another"), ("format", "generated clients have another type here")]
    {
        if one[field] != two[field] {
            changes.breaking(place, arrow(&one[field], &two[field]), why);
        }
    }
    for words in ["description", "example", "default", "title"] {
        if one[words] != two[words] {
            changes.editorial(place, format!("{words} rewritten"));
        }
    }
    limits::compare(one, two, direction, place, changes);
    required(one, two, direction, place, changes);
    properties(base, head, direction, place, changes);
    if one["items"].is_object() && two["items"].is_object() {
        let place = format!("{place}/*");
        compare((base.0, &one["items"]), (head.0, &two["items"]), direction, &place, changes);
    }
    variants(one, two, direction, place, changes);
    match (one["additionalProperties"] == false, two["additionalProperties"] == false, direction) {
        (false, true, Direction::Request) => {
            changes.breaking(place, "closed", "fields that were ignored are refused");
        }
        (true, false, _) | (false, true, Direction::Answer) => changes.additive(place, "opened or closed"),
        _ => {}
    }
}

fn names(list: &Value) -> BTreeSet<&str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

fn required(one: &Value, two: &Value, direction: Direction, place: &str, changes: &mut Changes<'_>) {
    let (before, after) = (names(&one["required"]), names(&two["required"]));
    for field in after.difference(&before) {
        let place = format!("{place}/{field}");
        match direction {
            Direction::Request => changes.breaking(&place, "newly required", "callers don't send it yet"),
            Direction::Answer => changes.additive(&place, "always there"),
        }
    }
    for field in before.difference(&after).filter(|field| two["properties"].get(**field).is_some()) {
        let place = format!("{place}/{field}");
        match direction {
            Direction::Request => changes.additive(&place, "not required any more"),
            Direction::Answer => changes.breaking(&place, "may be missing", "callers rely on it"),
        }
    }
}

fn properties(base: Part<'_>, head: Part<'_>, direction: Direction, place: &str, changes: &mut Changes<'_>) {
    let (one, two) = (&base.1["properties"], &head.1["properties"]);
    for (field, old) in one.as_object().into_iter().flatten() {
        let place = format!("{place}/{field}");
        match (two.get(field), direction) {
            (Some(new), _) => compare((base.0, old), (head.0, new), direction, &place, changes),
            (None, Direction::Request) => {
                changes.breaking(&place, "removed", "fields that are not known are refused");
            }
            (None, Direction::Answer) => changes.breaking(&place, "removed", "callers read it"),
        }
    }
    for field in two.as_object().into_iter().flat_map(Map::keys).filter(|field| one.get(field).is_none()) {
        changes.additive(&format!("{place}/{field}"), "added");
    }
}

fn variants(one: &Value, two: &Value, direction: Direction, place: &str, changes: &mut Changes<'_>) {
    let targets = |schema: &Value| -> BTreeSet<String> {
        schema["oneOf"].as_array().into_iter().flatten().map(ToString::to_string).collect()
    };
    let (before, after) = (targets(one), targets(two));
    for variant in before.difference(&after) {
        match direction {
            Direction::Request => changes.breaking(place, format!("{variant} removed"), "callers send it"),
            Direction::Answer => changes.additive(place, format!("{variant} removed")),
        }
    }
    for variant in after.difference(&before) {
        match direction {
            Direction::Request => changes.additive(place, format!("{variant} added")),
            Direction::Answer => changes.breaking(place, format!("{variant} added"), "callers can't read it"),
        }
    }
}
