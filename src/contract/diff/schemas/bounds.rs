//! The limits of a value, and its pattern.

use std::cmp::Ordering;

use serde_json::Value;

use super::super::class::Verdict;
use super::super::keyword::Keyword;
use super::super::place::At;
use super::super::shown::shown;
use super::super::view::View;
use super::super::walk::Walk;

/// Compares `minimum` and `exclusiveMinimum`.
pub(super) fn lowest(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>) {
    range(walk, at, keyword, ["minimum", "exclusiveMinimum"], 1.0);
}

/// Compares `maximum` and `exclusiveMaximum`.
pub(super) fn highest(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>) {
    range(walk, at, keyword, ["maximum", "exclusiveMaximum"], -1.0);
}

/// A limit, larger where it is tighter, and whether the limit itself is excluded.
fn limit(schema: &View<'_>, [name, exclusive]: [&str; 2], sign: f64) -> (f64, bool) {
    let tighter = |value: f64| sign * value;
    let given = schema.get(name).as_f64().map(tighter);
    match schema.get(exclusive) {
        // OpenAPI 3.0.
        Value::Bool(excluded) => given.map_or((f64::NEG_INFINITY, false), |value| (value, *excluded)),
        // JSON Schema 2020-12.
        value => match (given, value.as_f64().map(tighter)) {
            (Some(given), Some(value)) if value >= given => (value, true),
            (None, Some(value)) => (value, true),
            (given, _) => (given.unwrap_or(f64::NEG_INFINITY), false),
        },
    }
}

fn range(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>, names: [&str; 2], sign: f64) {
    let (one, two) = (&keyword.pair.one, &keyword.pair.two);
    let (old, new) = (limit(one, names, sign), limit(two, names, sign));
    let text = |schema: &View<'_>| match (schema.get(names[0]), schema.get(names[1])) {
        (Value::Null, Value::Null) => "none".to_owned(),
        (Value::Null, value) | (value, Value::Bool(true)) => format!("{value} (excluded)"),
        (value, _) => value.to_string(),
    };
    let (before, after) = (text(one), text(two));
    let what = if before == after { keyword.arrow() } else { format!("{} {before} → {after}", names[0]) };
    judge(walk, at, what, new.partial_cmp(&old));
}

/// Compares the smallest length or count.
pub(super) fn fewest(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>) {
    let of = |value: &Value| value.as_f64().unwrap_or_default();
    judge(walk, at, keyword.arrow(), of(keyword.two).partial_cmp(&of(keyword.one)));
}

/// Compares the largest length or count.
pub(super) fn most(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>) {
    let of = |value: &Value| value.as_f64().unwrap_or(f64::INFINITY);
    judge(walk, at, keyword.arrow(), of(keyword.one).partial_cmp(&of(keyword.two)));
}

/// Compares `multipleOf`.
pub(super) fn multiple(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>) {
    let divides = |small: f64, large: f64| (large / small).fract() == 0.0;
    let order = match (keyword.one.as_f64(), keyword.two.as_f64()) {
        (None, None) => Some(Ordering::Equal),
        (None, _) => Some(Ordering::Greater),
        (_, None) => Some(Ordering::Less),
        (Some(old), Some(new)) if divides(old, new) => Some(Ordering::Greater),
        (Some(old), Some(new)) if divides(new, old) => Some(Ordering::Less),
        _ => None,
    };
    judge(walk, at, keyword.arrow(), order);
}

/// Compares `uniqueItems`.
pub(super) fn unique(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>) {
    let order = keyword.pair.two.is("uniqueItems").cmp(&keyword.pair.one.is("uniqueItems"));
    judge(walk, at, keyword.arrow(), Some(order));
}

/// Compares `pattern`.
pub(super) fn pattern(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>) {
    let order = match (keyword.one, keyword.two) {
        (Value::Null, _) => Some(Ordering::Greater),
        (_, Value::Null) => Some(Ordering::Less),
        _ => None,
    };
    let what = format!("pattern {} → {}", shown(keyword.one), shown(keyword.two));
    judge(walk, at, what, order);
}

/// Reports a limit that is tighter (`Greater`), looser (`Less`), the same, or just different.
fn judge(walk: &mut Walk<'_>, at: &At, what: String, order: Option<Ordering>) {
    let verdict = match order {
        Some(Ordering::Greater) => at.way.narrower(),
        Some(Ordering::Less) => at.way.wider(),
        Some(Ordering::Equal) => Verdict::editorial(),
        None => at.way.other(),
    };
    walk.say(at, what, verdict);
}
