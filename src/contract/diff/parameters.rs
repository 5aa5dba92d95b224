//! Compares the parameters of an operation.

use serde_json::Value;

use super::bodies::content;
use super::class::Verdict;
use super::common::{date, deprecated, examples, required, schema, words};
use super::keyword::{Keyword, Pair};
use super::place::At;
use super::shown::shown;
use super::view::View;
use super::walk::{Rule, Table, Walk};

use Rule::{Differs, Elsewhere, Enters};

pub(super) const PARAMETER: Table = &[
    (&["name", "in"], Elsewhere),
    (&["required"], Differs(required)),
    (&["description", "example"], Differs(words)),
    (&["examples"], Differs(examples)),
    (&["deprecated"], Differs(deprecated)),
    (&["schema"], Enters(schema)),
    (&["content"], Enters(content)),
    (&["style", "explode", "allowReserved", "allowEmptyValue"], Differs(style)),
    (&["x-deprecated-since", "x-sunset"], Differs(date)),
];

/// Compares two lists. `names` are the old and new names of the parameters in the path, in its order.
pub(super) fn compare<'d>(
    walk: &mut Walk<'d>,
    at: &At,
    one: &[View<'d>],
    two: &[View<'d>],
    names: &[(&str, &str)],
) {
    let mut places = Vec::new();
    for old in one {
        let at = at.part(&format!("parameter {}", name(old)));
        let Some(place) = two.iter().position(|new| same(old, new, names)) else {
            let answer = Verdict::breaking("receivers read it");
            let request = Verdict::breaking("it is ignored or refused");
            walk.say(&at, "removed", at.way.choose(request, answer));
            continue;
        };
        let new = &two[place];
        if name(old) != name(new) {
            let why = "generated clients name an argument by it; on the wire nothing changes";
            walk.say(&at, format!("renamed to {}", name(new)), Verdict::clients(why));
        }
        walk.apply(PARAMETER, &at, &Pair { one: old.clone(), two: new.clone() });
        places.push(place);
    }
    for (_, new) in two.iter().enumerate().filter(|(place, _)| !places.contains(place)) {
        let at = at.part(&format!("parameter {}", name(new)));
        if new.is("required") {
            let request = Verdict::breaking("callers do not send it yet");
            walk.say(
                &at,
                "added, required",
                at.way.choose(request, Verdict::additive("receivers can ignore it")),
            );
        } else {
            walk.say(&at, "added", Verdict::additive("callers can ignore it"));
        }
    }
    if !places.is_sorted() {
        let why = "some generated clients have a function's arguments in this order";
        walk.say(&at.part("parameters"), "in another order", Verdict::clients(why));
    }
}

fn name<'d>(parameter: &View<'d>) -> &'d str {
    parameter.get("name").as_str().unwrap_or_default()
}

fn same(one: &View<'_>, two: &View<'_>, names: &[(&str, &str)]) -> bool {
    let (old, new) = (name(one), name(two));
    one.get("in") == two.get("in")
        && match one.get("in").as_str() {
            Some("path") => {
                names.iter().find(|(name, _)| *name == old).map_or(old == new, |(_, name)| *name == new)
            }
            Some("header") => old.eq_ignore_ascii_case(new),
            _ => old == new,
        }
}

/// Compares how a value is written. What a document does not say has a default.
pub(super) fn style(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>) {
    let (one, two) = (&keyword.pair.one, &keyword.pair.two);
    let (old, new) = (effective(one, keyword.name), effective(two, keyword.name));
    if old == new {
        return walk.say(at, keyword.arrow(), Verdict::editorial());
    }
    let what = format!("{} {} → {}", keyword.name, shown(&old), shown(&new));
    walk.say(at, what, Verdict::breaking("the same value is written in another way"));
}

fn effective(parameter: &View<'_>, name: &str) -> Value {
    let given = parameter.get(name);
    if !given.is_null() {
        return given.clone();
    }
    match name {
        "style" => match parameter.get("in").as_str() {
            Some("query" | "cookie") => "form".into(),
            _ => "simple".into(),
        },
        "explode" => (effective(parameter, "style") == "form").into(),
        _ => false.into(),
    }
}
