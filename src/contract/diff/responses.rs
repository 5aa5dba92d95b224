//! Compares the responses of an operation: their bodies, header fields, and error codes.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::bodies::content;
use super::class::Verdict;
use super::common::words;
use super::headers::headers;
use super::keyword::{Keyword, Pair};
use super::place::At;
use super::shown::list;
use super::view::View;
use super::walk::{Rule, Table, Walk};
use crate::media::PROBLEM_JSON;

use Rule::{Differs, Enters};

pub(super) const RESPONSE: Table = &[
    (&["description"], Differs(description)),
    (&["headers"], Enters(headers)),
    (&["content"], Enters(content)),
    (&["x-codes"], Differs(listed_codes)),
];

/// Compares the responses by their status.
pub(super) fn responses<'d>(walk: &mut Walk<'d>, at: &At, keyword: Keyword<'_, 'd>) {
    let back = at.going(at.way.back());
    for (status, one) in keyword.one.as_object().into_iter().flatten() {
        let at = back.part(&format!("answer {status}"));
        let Some(two) = keyword.two.get(status) else {
            let codes = codes(&View::of(walk.base, one));
            match status.as_bytes().first() {
                Some(b'1'..=b'3' | b'd') => {
                    walk.say(&at, "removed", Verdict::breaking("callers wait for it"));
                }
                _ if codes.is_empty() => {
                    walk.say(&at, "removed", Verdict::additive("callers no longer meet it"));
                }
                _ => gone(walk, &at, &codes),
            }
            continue;
        };
        let pair = walk.pair(one, two);
        compare(walk, &at, &pair);
    }
    for status in keyword.two.as_object().into_iter().flat_map(Map::keys) {
        if keyword.one.get(status).is_some() {
            continue;
        }
        let at = back.part(&format!("answer {status}"));
        match status.as_bytes().first() {
            Some(b'1'..=b'3') => {
                walk.say(
                    &at,
                    "added",
                    Verdict::clients("generated clients take other statuses for failures"),
                );
            }
            _ => walk.say(&at, "added", Verdict::additive("callers can meet any failure")),
        }
    }
}

pub(super) fn compare<'d>(walk: &mut Walk<'d>, at: &At, pair: &Pair<'d>) {
    walk.apply(RESPONSE, at, pair);
    told(walk, at, &codes(&pair.one), &codes(&pair.two));
}

/// Compares the description, which lists the codes where there are some.
fn description(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>) {
    if codes(&keyword.pair.one) == codes(&keyword.pair.two) {
        words(walk, at, keyword);
    }
}

/// Returns the error codes of a response, which are the names of its examples.
fn codes<'d>(response: &View<'d>) -> BTreeSet<&'d str> {
    let examples = response.get("content")[PROBLEM_JSON]["examples"].as_object();
    examples.into_iter().flat_map(Map::keys).map(String::as_str).collect()
}

/// Compares the codes that an extension lists: for a response, or by status for an operation.
pub(super) fn listed_codes(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>) {
    let (old, new) = (listed(keyword.one), listed(keyword.two));
    let statuses: BTreeSet<_> = old.keys().chain(new.keys()).copied().collect();
    let nothing = BTreeSet::new();
    for status in statuses {
        let at = if status.is_empty() { at.clone() } else { at.part(&format!("answer {status}")) };
        let (before, after) = (old.get(status).unwrap_or(&nothing), new.get(status).unwrap_or(&nothing));
        // A list that is new says nothing new.
        if keyword.one.is_null() || before == after {
            walk.say(&at, format!("{} written down", keyword.name), Verdict::editorial());
        } else {
            told(walk, &at, before, after);
        }
    }
}

/// Returns the codes by status; a list without statuses is that of one response.
fn listed(codes: &Value) -> BTreeMap<&str, BTreeSet<&str>> {
    fn names(codes: &Value) -> BTreeSet<&str> {
        codes.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
    }
    match codes {
        Value::Object(statuses) => {
            statuses.iter().map(|(status, codes)| (status.as_str(), names(codes))).collect()
        }
        codes => BTreeMap::from([("", names(codes))]),
    }
}

fn told(walk: &mut Walk<'_>, at: &At, before: &BTreeSet<&str>, after: &BTreeSet<&str>) {
    let removed: BTreeSet<_> = before.difference(after).copied().collect();
    if !removed.is_empty() {
        gone(walk, at, &removed);
    }
    let added: Vec<_> = after.difference(before).collect();
    if !added.is_empty() {
        walk.say(
            at,
            format!("codes added: {}", list(&added)),
            Verdict::additive("callers can meet any failure"),
        );
    }
}

fn gone(walk: &mut Walk<'_>, at: &At, codes: &BTreeSet<&str>) {
    let codes: Vec<_> = codes.iter().collect();
    walk.say(at, format!("codes removed: {}", list(&codes)), Verdict::breaking("callers decide by it"));
}
