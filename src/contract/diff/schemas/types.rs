//! The JSON types of a value, as OpenAPI 3.0 and JSON Schema 2020-12 say them.

use serde_json::Value;

use super::super::class::Verdict;
use super::super::keyword::{Keyword, Pair};
use super::super::place::At;
use super::super::view::View;
use super::super::walk::Walk;
use super::super::way::Way;

const NULL: &str = "null";

/// Compares `type` and `nullable`.
pub(super) fn types(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>) {
    let (old, new) = (of(&keyword.pair.one), of(&keyword.pair.two));
    let rest = |all: &[&str]| -> Vec<String> {
        all.iter().filter(|name| **name != NULL).map(|name| (*name).to_owned()).collect()
    };
    let (before, after) = (rest(&old), rest(&new));
    let same = before.len() == after.len() && before.iter().all(|name| after.contains(name));
    if !same {
        let text = |names: &[String]| if names.is_empty() { "any".to_owned() } else { names.join(" or ") };
        let what = format!("type {} → {}", text(&before), text(&after));
        walk.say(at, what, judged(at.way, &before, &after));
    }
    // Where any type is valid, `null` is one of them.
    let stated = |rest: &[String]| !rest.is_empty() || keyword.name == "nullable";
    match (old.contains(&NULL), new.contains(&NULL)) {
        (false, true) if stated(&before) => null(walk, at, true),
        (true, false) if stated(&after) => null(walk, at, false),
        _ if same => walk.say(at, keyword.arrow(), Verdict::editorial()),
        _ => {}
    }
}

/// Compares whether the value of a reference can be `null`.
pub(super) fn nulls(walk: &mut Walk<'_>, at: &At, pair: &Pair<'_>) {
    match (of(&pair.one).contains(&NULL), of(&pair.two).contains(&NULL)) {
        (false, true) => null(walk, at, true),
        (true, false) => null(walk, at, false),
        _ => {}
    }
}

fn null(walk: &mut Walk<'_>, at: &At, can: bool) {
    if can {
        let answer = Verdict::breaking("callers do not expect null");
        walk.say(at, "can be null", at.way.choose(Verdict::additive("callers can send null"), answer));
    } else {
        let request = Verdict::breaking("callers may send null");
        let answer = Verdict::additive("responses promise more");
        walk.say(at, "can no longer be null", at.way.choose(request, answer));
    }
}

/// Returns whether no value has a type of both schemas.
pub(super) fn disjoint(pair: &Pair<'_>) -> bool {
    let (old, new) = (of(&pair.one), of(&pair.two));
    let number = |name: &str| name == "integer" || name == "number";
    let meets = |name: &&str| new.iter().any(|other| name == other || number(name) && number(other));
    !old.is_empty() && !new.is_empty() && !old.iter().filter(|name| **name != NULL).any(meets)
}

fn judged(way: Way, before: &[String], after: &[String]) -> Verdict {
    let takes = |types: &[String], name: &String| {
        types.is_empty() || types.contains(name) || name == "integer" && types.contains(&"number".to_owned())
    };
    let covers = |types: &[String], others: &[String]| {
        if others.is_empty() { types.is_empty() } else { others.iter().all(|name| takes(types, name)) }
    };
    match way {
        Way::Request if !covers(after, before) => Verdict::breaking("requests with the old type are refused"),
        Way::Answer if !covers(before, after) => Verdict::breaking("callers expect another type"),
        _ => Verdict::clients("generated clients have another type here"),
    }
}

/// Returns the types of a schema. None means any.
fn of<'d>(schema: &View<'d>) -> Vec<&'d str> {
    let mut types: Vec<_> = match schema.get("type") {
        Value::String(name) => vec![name.as_str()],
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    if (schema.null || schema.is("nullable")) && !types.contains(&NULL) {
        types.push(NULL);
    }
    types
}
