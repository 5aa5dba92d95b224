//! The values that a schema lists: constants, defaults, and who sends them.

use serde_json::Value;

use super::super::class::{Class, Verdict};
use super::super::keyword::Keyword;
use super::super::place::At;
use super::super::shown::{arrow, list};
use super::super::view::View;
use super::super::walk::Walk;
use super::super::way::Way;

/// Compares `enum` and `const`.
pub(super) fn values(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>) {
    let (old, new) = match (of(&keyword.pair.one), of(&keyword.pair.two)) {
        (Some(old), Some(new)) => (old, new),
        (None, Some(_)) => return walk.say(at, keyword.arrow(), at.way.narrower()),
        (Some(_), None) => {
            let answer = Verdict::breaking("callers know a closed list of values");
            let request = Verdict::additive("requests can have more values");
            return walk.say(at, keyword.arrow(), at.way.choose(request, answer));
        }
        (None, None) => return walk.say(at, keyword.arrow(), Verdict::editorial()),
    };
    let less = |some: &[&Value], others: &[&Value]| -> Vec<String> {
        some.iter().filter(|value| !others.contains(value)).map(ToString::to_string).collect()
    };
    let (removed, added) = (less(&old, &new), less(&new, &old));
    if !removed.is_empty() {
        let verdict = at.way.choose(
            Verdict::breaking("callers may send them"),
            Verdict::additive("callers no longer meet them"),
        );
        walk.say(at, format!("values removed: {}", list(&removed)), verdict);
    }
    if !added.is_empty() {
        let answer = Verdict::breaking("callers know a closed list of values");
        let verdict = at.way.choose(Verdict::additive("callers can ignore them"), answer);
        walk.say(at, format!("values added: {}", list(&added)), verdict);
    }
    if removed.is_empty() && added.is_empty() {
        let what = format!("{} written differently", keyword.name);
        walk.say(at, what, Verdict::editorial());
    }
}

/// Returns the values of a closed list.
fn of<'d>(schema: &View<'d>) -> Option<Vec<&'d Value>> {
    let only = schema.get("const");
    let all = || schema.get("enum").as_array().map(|values| values.iter().collect());
    if only.is_null() { all() } else { Some(vec![only]) }
}

/// Compares a list of known values that stays open.
pub(super) fn known(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>) {
    let (removed, added) = keyword.texts();
    if !removed.is_empty() {
        let what = format!("known values removed: {}", list(&removed));
        walk.say(at, what, Verdict::breaking("callers decide by them, or send them"));
    }
    if !added.is_empty() {
        let what = format!("known values added: {}", list(&added));
        walk.say(at, what, Verdict::additive("the list is open"));
    }
    if removed.is_empty() && added.is_empty() {
        walk.say(at, keyword.arrow(), Verdict::editorial());
    }
}

/// Compares `default`: the same request has another effect.
pub(super) fn default(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>) {
    let why = match (at.way, keyword.one) {
        (Way::Request, Value::Null) => "requests that leave it out may have another effect",
        (Way::Request, _) => "requests that leave it out have another effect",
        _ => "clients that fill in defaults read another value",
    };
    walk.say(at, format!("default {}", arrow(keyword.one, keyword.two)), Verdict(Class::Behaviour, why));
}

/// Compares `readOnly`: callers must not send such a value.
pub(super) fn read_only(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>) {
    let verdict = match (keyword.pair.one.is("readOnly"), keyword.pair.two.is("readOnly")) {
        (false, true) => {
            at.way.choose(Verdict::breaking("callers send it"), Verdict::additive("responses still have it"))
        }
        (true, false) => Verdict::additive("callers can send it"),
        _ => Verdict::editorial(),
    };
    walk.say(at, keyword.arrow(), verdict);
}

/// Compares `writeOnly`: responses do not have such a value.
pub(super) fn write_only(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>) {
    let verdict = match (keyword.pair.one.is("writeOnly"), keyword.pair.two.is("writeOnly")) {
        (false, true) => at
            .way
            .choose(Verdict::additive("callers can still send it"), Verdict::breaking("callers read it")),
        (true, false) => Verdict::additive("responses have it"),
        _ => Verdict::editorial(),
    };
    walk.say(at, keyword.arrow(), verdict);
}

/// Compares conditions between fields.
pub(super) fn conditions(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>) {
    let verdict = match (keyword.one, keyword.two) {
        (Value::Null, _) => at.way.narrower(),
        (_, Value::Null) => at.way.wider(),
        _ => at.way.other(),
    };
    walk.say(at, keyword.arrow(), verdict);
}
