//! The fields of objects.

use serde_json::{Map, Value};

use super::super::class::Verdict;
use super::super::keyword::Keyword;
use super::super::place::At;
use super::super::view::View;
use super::super::walk::{Task, Walk};
use super::super::way::Way;
use super::parts::appeared;

/// Compares which fields are required.
pub(super) fn required(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>) {
    let (less, more) = keyword.texts();
    let has = |view: &View<'_>, field: &str| view.get("properties").get(field).is_some();
    let (one, two) = (&keyword.pair.one, &keyword.pair.two);
    for field in &more {
        // A field that is new is reported as one.
        if !has(two, field) || has(one, field) {
            let at = field_at(walk, at, keyword, field);
            let request = Verdict::breaking("callers do not send it yet");
            walk.say(&at, "required", at.way.choose(request, Verdict::additive("responses promise more")));
        }
    }
    for field in &less {
        if !has(one, field) || has(two, field) {
            let at = field_at(walk, at, keyword, field);
            let answer = Verdict::breaking("callers rely on it");
            walk.say(
                &at,
                "no longer required",
                at.way.choose(Verdict::additive("callers can leave it out"), answer),
            );
        }
    }
    if less.is_empty() && more.is_empty() {
        let what = format!("required {}", super::super::shown::arrow(keyword.one, keyword.two));
        walk.say(at, what, Verdict::editorial());
    }
}

fn field_at<'d>(walk: &Walk<'d>, at: &At, keyword: Keyword<'_, 'd>, field: &str) -> At {
    let part = |view: &View<'d>| view.get("properties").get(field).unwrap_or(&Value::Null);
    let (one, two) = (part(&keyword.pair.one), part(&keyword.pair.two));
    at.field(field).going(sent(walk, at.way, one, two))
}

/// Returns the direction of a field. A field that only responses have is never sent in a request, and the other way round.
fn sent<'d>(walk: &Walk<'d>, way: Way, one: &'d Value, two: &'d Value) -> Way {
    let never = match way {
        Way::Request => "readOnly",
        Way::Answer => "writeOnly",
        Way::Unused => return way,
    };
    let pair = walk.pair(one, two);
    if pair.one.is(never) && pair.two.is(never) { Way::Unused } else { way }
}

/// Compares the fields.
pub(super) fn properties<'d>(walk: &mut Walk<'d>, at: &At, keyword: Keyword<'_, 'd>) {
    let (one, two) = (&keyword.pair.one, &keyword.pair.two);
    let closed = |schema: &View<'_>| *schema.get("additionalProperties") == Value::Bool(false);
    for (field, old) in keyword.one.as_object().into_iter().flatten() {
        let at = at.field(field);
        if let Some(new) = keyword.two.get(field) {
            let way = sent(walk, at.way, old, new);
            walk.tasks.push(Task::Schema(at.going(way), old, new));
            continue;
        }
        let refused = if closed(two) { "requests with it are refused" } else { "callers send it" };
        let verdict = at.way.choose(Verdict::breaking(refused), Verdict::breaking("callers read it"));
        walk.say(&at, "removed", verdict);
    }
    for field in keyword.two.as_object().into_iter().flat_map(Map::keys) {
        if keyword.one.get(field).is_some() {
            continue;
        }
        let at = at.field(field);
        let required =
            two.get("required").as_array().is_some_and(|names| names.iter().any(|name| name == field));
        let ignored = Verdict::additive("callers can ignore it");
        let refused = Verdict::clients("strict clients, which validate responses (zod, pydantic), refuse it");
        let missing = Verdict::breaking("callers do not send it yet");
        let (request, answer) =
            (if required { missing } else { ignored }, if closed(one) { refused } else { ignored });
        walk.say(&at, if required { "added, required" } else { "added" }, at.way.choose(request, answer));
    }
}

/// Compares schemas with names or patterns.
pub(super) fn members<'d>(walk: &mut Walk<'d>, at: &At, keyword: Keyword<'_, 'd>) {
    let names = |value: &'d Value| value.as_object().into_iter().flat_map(Map::keys);
    for name in names(keyword.one).chain(names(keyword.two).filter(|name| keyword.one.get(*name).is_none())) {
        let (one, two) = (&keyword.one[name], &keyword.two[name]);
        let at = at.part(&format!("{} {name}", keyword.name));
        if one.is_null() || two.is_null() {
            appeared(walk, &at, "schema", one, two);
        } else {
            walk.tasks.push(Task::Schema(at, one, two));
        }
    }
}

/// Compares the definitions of a schema. What refers to them compares them with the direction in which they are used.
pub(super) fn definitions<'d>(walk: &mut Walk<'d>, at: &At, keyword: Keyword<'_, 'd>) {
    if keyword.one != keyword.two {
        members(walk, &at.going(Way::Unused), keyword);
    }
}

/// Compares what holds for fields and items that are not named.
pub(super) fn additional<'d>(walk: &mut Walk<'d>, at: &At, keyword: Keyword<'_, 'd>) {
    let open = |value: &Value| matches!(value, Value::Null | Value::Bool(true));
    match (keyword.one, keyword.two) {
        (one, two) if one == two && !one.is_object() => {}
        (one, two) if open(one) && open(two) => walk.say(at, keyword.arrow(), Verdict::editorial()),
        (Value::Object(_), Value::Object(_)) => {
            walk.tasks.push(Task::Schema(at.field("*"), keyword.one, keyword.two));
        }
        (one, Value::Bool(false)) if open(one) => {
            let request = Verdict::breaking("fields that were ignored are refused");
            let verdict = at.way.choose(request, Verdict::additive("responses promise more"));
            walk.say(at, keyword.arrow(), verdict);
        }
        (one, Value::Object(_) | Value::Bool(false)) if open(one) => {
            walk.say(at, keyword.arrow(), at.way.narrower());
        }
        (_, Value::Bool(false)) => walk.say(at, keyword.arrow(), at.way.narrower()),
        _ => walk.say(at, keyword.arrow(), at.way.wider()),
    }
}
