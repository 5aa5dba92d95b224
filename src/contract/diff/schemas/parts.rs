//! Schemas inside schemas: items, conditions.

use serde_json::Value;

use super::super::keyword::Keyword;
use super::super::place::At;
use super::super::shown::arrow;
use super::super::walk::{Task, Walk};

/// Reports a schema that is new or gone. Without a schema, any value is valid.
pub(super) fn appeared(walk: &mut Walk<'_>, at: &At, name: &str, one: &Value, two: &Value) {
    let open = |value: &Value| {
        matches!(value, Value::Null | Value::Bool(true)) || *value == Value::Object(serde_json::Map::new())
    };
    let verdict = match (open(one), open(two)) {
        (true, false) => at.way.narrower(),
        (false, true) => at.way.wider(),
        (true, true) => super::super::class::Verdict::editorial(),
        (false, false) => at.way.other(),
    };
    if one != two {
        walk.say(at, format!("{name} {}", arrow(one, two)), verdict);
    }
}

/// Compares a nested schema.
pub(super) fn part<'d>(walk: &mut Walk<'d>, at: &At, keyword: Keyword<'_, 'd>) {
    let Keyword { name, one, two, .. } = keyword;
    let inside = if name == "items" { at.field("*") } else { at.part(name) };
    if one.is_null() || two.is_null() {
        appeared(walk, at, name, one, two);
    } else {
        walk.tasks.push(Task::Schema(inside, one, two));
    }
}

/// Compares a schema that decides whether others hold. Which values are valid after a change of it, no rule can say.
pub(super) fn condition<'d>(walk: &mut Walk<'d>, at: &At, keyword: Keyword<'_, 'd>) {
    let Keyword { name, one, two, .. } = keyword;
    if one == two {
        // Its references may have changed.
        walk.tasks.push(Task::Schema(at.part(name), one, two));
    } else {
        for (place, one, two) in super::super::shown::leaves(one, two) {
            walk.say(at, format!("{name}{place} {}", arrow(one, two)), at.way.other());
        }
    }
}

/// Compares the first items of an array.
pub(super) fn prefix<'d>(walk: &mut Walk<'d>, at: &At, keyword: Keyword<'_, 'd>) {
    let (old, new) = keyword.lists();
    for index in 0..old.len().max(new.len()) {
        let at = at.field(&index.to_string());
        match (old.get(index), new.get(index)) {
            (Some(one), Some(two)) => walk.tasks.push(Task::Schema(at, one, two)),
            (one, two) => {
                let value = |part: Option<&'d Value>| part.unwrap_or(&Value::Null);
                appeared(walk, &at, "schema", value(one), value(two));
            }
        }
    }
}
