//! Compares operations: their parameters, bodies, responses and header fields.

use serde_json::{Map, Value, json};

use super::super::document::resolved;
use super::super::names::{METHODS, SCOPE};
use super::change::{Change, Changes, Direction, arrow};
use super::schemas;
use crate::media::PROBLEM_JSON;

pub(super) fn compare(base: &Value, head: &Value, all: &mut Vec<Change>) {
    let empty = Map::new();
    let paths = |document: &'_ Value| -> Vec<String> {
        document["paths"].as_object().unwrap_or(&empty).keys().cloned().collect()
    };
    let mut every = paths(base);
    every.extend(paths(head).into_iter().filter(|path| base["paths"].get(path).is_none()));
    for path in every {
        for method in METHODS {
            let subject = format!("{} {path}", method.to_uppercase());
            let mut changes = Changes { subject, all };
            match (base["paths"][&path].get(method), head["paths"][&path].get(method)) {
                (Some(_), None) => changes.breaking("", "removed", "callers of it get 404 or 405"),
                (None, Some(_)) => changes.additive("", "added"),
                (Some(one), Some(two)) => operation((base, one), (head, two), &mut changes),
                (None, None) => {}
            }
        }
    }
}

type Part<'d> = (&'d Value, &'d Value);

fn operation((base, one): Part<'_>, (head, two): Part<'_>, changes: &mut Changes<'_>) {
    if one["operationId"] != two["operationId"] {
        let why = "generated clients name their functions by it";
        changes.breaking("operationId", arrow(&one["operationId"], &two["operationId"]), why);
    }
    for words in ["summary", "description", "tags"] {
        if one[words] != two[words] {
            changes.editorial(words, "rewritten");
        }
    }
    if one["deprecated"] != two["deprecated"] {
        changes
            .additive("", if two["deprecated"] == true { "deprecated" } else { "not deprecated any more" });
    }
    who_may(one, two, changes);
    parameters((base, one), (head, two), changes);
    body((base, &one["requestBody"]), (head, &two["requestBody"]), changes);
    answers((base, &one["responses"]), (head, &two["responses"]), changes);
}

/// Compares whether a token is required, and with which scope.
fn who_may(one: &Value, two: &Value, changes: &mut Changes<'_>) {
    // An empty alternative means that the operation also works without a token.
    let secured = |operation: &Value| {
        let ways = operation["security"].as_array();
        ways.is_some_and(|ways| !ways.is_empty() && ways.iter().all(|way| *way != json!({})))
    };
    match (secured(one), secured(two)) {
        (false, true) => {
            changes.breaking("security", "a token is newly needed", "callers don't send one yet");
        }
        (true, false) => changes.additive("security", "no token is needed any more"),
        _ if one[SCOPE] != two[SCOPE] => {
            let why = "tokens may not have the other scope";
            changes.breaking("security", arrow(&one[SCOPE], &two[SCOPE]), why);
        }
        _ => {}
    }
}

fn parameters((base, one): Part<'_>, (head, two): Part<'_>, changes: &mut Changes<'_>) {
    fn all<'d>(document: &'d Value, operation: &'d Value) -> Vec<&'d Value> {
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        parameters.map(|parameter| resolved(document, parameter)).collect()
    }
    let (before, after) = (all(base, one), all(head, two));
    let same = |one: &Value, two: &Value| one["name"] == two["name"] && one["in"] == two["in"];
    let place = |parameter: &Value| format!("parameter {}", parameter["name"].as_str().unwrap_or_default());
    for old in &before {
        let Some(new) = after.iter().find(|new| same(old, new)) else {
            changes.breaking(&place(old), "removed", "parameters that are not known are refused");
            continue;
        };
        match (old["required"] == true, new["required"] == true) {
            (false, true) => changes.breaking(&place(old), "newly required", "callers don't send it yet"),
            (true, false) => changes.additive(&place(old), "not required any more"),
            _ => {}
        }
        if old["description"] != new["description"] {
            changes.editorial(&place(old), "rewritten");
        }
        let schemas = ((base, &old["schema"]), (head, &new["schema"]));
        schemas::compare(schemas.0, schemas.1, Direction::Request, &place(old), changes);
    }
    for new in after.iter().filter(|new| !before.iter().any(|old| same(old, new))) {
        if new["required"] == true {
            changes.breaking(&place(new), "added and required", "callers don't send it yet");
        } else {
            changes.additive(&place(new), "added");
        }
    }
}

fn body((base, one): Part<'_>, (head, two): Part<'_>, changes: &mut Changes<'_>) {
    match (one["required"] == true, two["required"] == true) {
        (false, true) => changes.breaking("body", "newly required", "callers don't send it yet"),
        (true, false) => changes.additive("body", "not required any more"),
        _ => {}
    }
    contents((base, &one["content"]), (head, &two["content"]), Direction::Request, "body", changes);
}

fn contents(base: Part<'_>, head: Part<'_>, direction: Direction, place: &str, changes: &mut Changes<'_>) {
    let why = match direction {
        Direction::Request => "callers who send it get 415",
        Direction::Answer => "callers who read it can't read another",
    };
    for (media_type, one) in base.1.as_object().into_iter().flatten() {
        match head.1.get(media_type) {
            None => changes.breaking(place, format!("{media_type} removed"), why),
            Some(two) => {
                schemas::compare(
                    (base.0, &one["schema"]),
                    (head.0, &two["schema"]),
                    direction,
                    place,
                    changes,
                );
            }
        }
    }
    for media_type in head.1.as_object().into_iter().flat_map(Map::keys) {
        if base.1.get(media_type).is_none() {
            changes.additive(place, format!("{media_type} added"));
        }
    }
}

fn answers((base, one): Part<'_>, (head, two): Part<'_>, changes: &mut Changes<'_>) {
    for (status, old) in one.as_object().into_iter().flatten() {
        let place = format!("answer {status}");
        let Some(new) = two.get(status) else {
            if status.starts_with('2') {
                changes.breaking(&place, "removed", "callers wait for it");
            } else {
                changes.additive(&place, "removed");
            }
            continue;
        };
        let (old, new) = (resolved(base, old), resolved(head, new));
        if old["description"] != new["description"] {
            codes(old, new, &place, changes);
        }
        contents((base, &old["content"]), (head, &new["content"]), Direction::Answer, &place, changes);
        headers(&old["headers"], &new["headers"], &place, changes);
    }
    for status in two.as_object().into_iter().flat_map(Map::keys).filter(|status| one.get(status).is_none()) {
        changes.additive(&format!("answer {status}"), "added");
    }
}

/// Compares the error codes of a response, which are the names of its examples.
fn codes(old: &Value, new: &Value, place: &str, changes: &mut Changes<'_>) {
    let names = |answer: &Value| -> Vec<String> {
        let examples = answer["content"][PROBLEM_JSON]["examples"].as_object();
        examples.into_iter().flat_map(Map::keys).cloned().collect()
    };
    let (before, after) = (names(old), names(new));
    if before == after {
        changes.editorial(place, "rewritten");
    }
    for code in before.iter().filter(|code| !after.contains(code)) {
        changes.additive(place, format!("code {code} removed"));
    }
    for code in after.iter().filter(|code| !before.contains(code)) {
        changes.additive(place, format!("code {code} added"));
    }
}

fn headers(old: &Value, new: &Value, place: &str, changes: &mut Changes<'_>) {
    for name in old.as_object().into_iter().flat_map(Map::keys) {
        if new.get(name).is_none() {
            changes.breaking(place, format!("header field {name} removed"), "callers read it");
        }
    }
    for name in new.as_object().into_iter().flat_map(Map::keys).filter(|name| old.get(name).is_none()) {
        changes.additive(place, format!("header field {name} added"));
    }
}
