//! Compares the security schemes: how callers prove who they are.

use serde_json::{Map, Value};

use super::change::Subject;
use super::class::Verdict;
use super::common::words;
use super::keyword::Keyword;
use super::place::At;
use super::shown::{list, shown};
use super::walk::{Rule, Table, Walk};
use super::way::Way;

use Rule::{Differs, Enters};

const SCHEME: Table = &[
    (&["type", "scheme", "in", "name", "openIdConnectUrl"], Differs(way_in)),
    (&["bearerFormat"], Differs(format)),
    (&["description"], Differs(words)),
    (&["flows"], Enters(flows)),
];

const FLOW: Table = &[
    (&["authorizationUrl", "tokenUrl", "refreshUrl", "deviceAuthorizationUrl"], Differs(address)),
    (&["scopes"], Differs(scopes)),
];

/// Compares the schemes.
pub(super) fn compare(walk: &mut Walk<'_>) {
    let (base, head) =
        (&walk.base["components"]["securitySchemes"], &walk.head["components"]["securitySchemes"]);
    let at = |name: &str| At::new(Subject::Thing(format!("security scheme {name}")), Way::Request);
    let mut met = Vec::new();
    for (name, one) in base.as_object().into_iter().flatten() {
        let new = walk.schemes.name(name);
        met.push(new);
        let at = at(name);
        if new != name {
            let why = "generated clients name credentials by it";
            walk.say(&at, format!("renamed to {new}"), Verdict::clients(why));
        }
        match head.get(new) {
            Some(two) => {
                let pair = walk.pair(one, two);
                walk.apply(SCHEME, &at, &pair);
            }
            // What needed it says what that means.
            None => walk.say(&at, "removed", Verdict::clients("generated clients have credentials for it")),
        }
    }
    for name in head.as_object().into_iter().flat_map(Map::keys).filter(|name| !met.contains(&name.as_str()))
    {
        walk.say(&at(name), "added", Verdict::additive("callers can ignore it"));
    }
}

fn way_in(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>) {
    walk.say(at, keyword.arrow(), Verdict::breaking("callers prove who they are in another way"));
}

fn format(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>) {
    walk.say(at, keyword.arrow(), Verdict::review("callers that look into tokens see another format"));
}

fn address(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>) {
    let verdict = match keyword.one {
        Value::Null => Verdict::additive("callers can ignore it"),
        _ => Verdict::breaking("callers get tokens from the old address"),
    };
    walk.say(at, keyword.arrow(), verdict);
}

fn scopes(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>) {
    let names =
        |value: &Value| value.as_object().into_iter().flat_map(Map::keys).cloned().collect::<Vec<_>>();
    let (old, new) = (names(keyword.one), names(keyword.two));
    let less = |some: &[String], others: &[String]| -> Vec<String> {
        some.iter().filter(|name| !others.contains(name)).cloned().collect()
    };
    let (removed, added) = (less(&old, &new), less(&new, &old));
    if !removed.is_empty() {
        let what = format!("scopes removed: {}", list(&removed));
        walk.say(at, what, Verdict::breaking("callers request them"));
    }
    if !added.is_empty() {
        let what = format!("scopes added: {}", list(&added));
        walk.say(at, what, Verdict::additive("callers can ignore them"));
    }
    for name in old.iter().filter(|name| new.contains(name) && keyword.one[*name] != keyword.two[*name]) {
        walk.say(at, format!("scope {name} described differently"), Verdict::editorial());
    }
    if !keyword.two.is_object() {
        walk.say(at, format!("scopes → {}", shown(keyword.two)), Verdict::review("it has no scopes"));
    }
}

fn flows<'d>(walk: &mut Walk<'d>, at: &At, keyword: Keyword<'_, 'd>) {
    for (name, one) in keyword.one.as_object().into_iter().flatten() {
        let at = at.part(&format!("flow {name}"));
        match keyword.two.get(name) {
            Some(two) => {
                let pair = walk.pair(one, two);
                walk.apply(FLOW, &at, &pair);
            }
            None => walk.say(&at, "removed", Verdict::breaking("callers get tokens by it")),
        }
    }
    for name in keyword.two.as_object().into_iter().flat_map(Map::keys) {
        if keyword.one.get(name).is_none() {
            walk.say(
                &at.part(&format!("flow {name}")),
                "added",
                Verdict::review("there is another way to get tokens"),
            );
        }
    }
}
