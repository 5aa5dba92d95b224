//! Pairs the operations of both documents: by method and path, then by path with other parameter names, then by operation id.

use std::collections::HashMap;

use serde_json::Value;

use super::change::Subject;
use super::class::Verdict;
use super::common::words;
use super::keyword::Pair;
use super::operation::{self, Operation};
use super::place::At;
use super::servers::servers;
use super::walk::{Rule, Table, Walk};
use super::way::Way;

use Rule::{Differs, Elsewhere};

const METHODS: &[&str] = &["get", "head", "post", "put", "patch", "delete", "options", "trace"];

const PATH_ITEM: Table = &[
    (&["get", "head", "post", "put", "patch", "delete", "options", "trace"], Elsewhere),
    // Each operation has them.
    (&["parameters"], Elsewhere),
    (&["summary", "description"], Differs(words)),
    (&["servers"], Differs(servers)),
];

/// Compares the operations at the paths of both documents.
pub(super) fn compare(walk: &mut Walk<'_>) {
    let (base, head) = (&walk.base["paths"], &walk.head["paths"]);
    for (path, one, two) in both(base, head) {
        let at = At::new(Subject::Thing(format!("path {path}")), Way::Request);
        let pair = walk.pair(one, two);
        let hollow =
            |item: &Value| !item.is_null() && METHODS.iter().all(|method| item.get(method).is_none());
        match (one.is_null(), two.is_null()) {
            (false, false) => walk.apply(PATH_ITEM, &at, &pair),
            (true, _) if hollow(two) && pair.two.reference.is_none() => {
                walk.say(&at, "added, without operations", Verdict::editorial());
            }
            (_, true) if hollow(one) && pair.one.reference.is_none() => {
                walk.say(&at, "removed, without operations", Verdict::editorial());
            }
            _ => {}
        }
    }
    pairs(walk, &operations(walk, base, true), &operations(walk, head, false));
}

/// Compares callbacks or webhooks, whose requests go in the other direction.
pub(super) fn compare_calls<'d>(walk: &mut Walk<'d>, at: &At, one: &'d Value, two: &'d Value) {
    let (one, two) = (operations(walk, one, true), operations(walk, two, false));
    let same =
        |some: &Operation<'d>, other: &Operation<'d>| some.method == other.method && some.path == other.path;
    for old in &one {
        let at = at.part(&format!("{} {}", old.method.to_uppercase(), old.path));
        match two.iter().find(|new| same(old, new)) {
            Some(new) => operation::compare(walk, &at, old, new),
            None => walk.say(&at, "removed", Verdict::breaking("receivers wait for it")),
        }
    }
    for new in two.iter().filter(|new| !one.iter().any(|old| same(old, new))) {
        let at = at.part(&format!("{} {}", new.method.to_uppercase(), new.path));
        walk.say(&at, "added", Verdict::additive("receivers that do not know it are not called"));
    }
}

/// Returns the members of two objects.
fn both<'d>(one: &'d Value, two: &'d Value) -> Vec<(&'d str, &'d Value, &'d Value)> {
    let members = |value: &'d Value| value.as_object().into_iter().flatten();
    let old = members(one).map(|(name, part)| (name.as_str(), part, two.get(name).unwrap_or(&Value::Null)));
    let new = members(two).filter(|(name, _)| one.get(*name).is_none());
    old.chain(new.map(|(name, part)| (name.as_str(), &Value::Null, part))).collect()
}

fn operations<'d>(walk: &Walk<'d>, paths: &'d Value, old: bool) -> Vec<Operation<'d>> {
    let document = if old { walk.base } else { walk.head };
    let items = paths.as_object().into_iter().flatten();
    let of = |(path, item): (&'d String, &'d Value)| {
        let item = super::view::View::of(document, item);
        let operation = move |method: &&'static str| {
            let part = item.get(method);
            part.is_object().then(|| Operation::new(method, path, document, part, item.get("parameters")))
        };
        METHODS.iter().filter_map(operation).collect::<Vec<_>>()
    };
    items.flat_map(of).collect()
}

fn pairs<'d>(walk: &mut Walk<'d>, one: &[Operation<'d>], two: &[Operation<'d>]) {
    type Key<'k> = fn(&Operation<'k>) -> Option<String>;
    // The first key that both have in common pairs them.
    let keys: [Key<'d>; 3] = [
        |operation| Some(format!("{} {}", operation.method, operation.path)),
        |operation| Some(format!("{} {}", operation.method, operation.template())),
        |operation| operation.id().map(str::to_owned),
    ];
    let mut partner: Vec<Option<usize>> = vec![None; one.len()];
    let mut free: Vec<bool> = vec![true; two.len()];
    for key in keys {
        let open: HashMap<String, usize> = two
            .iter()
            .enumerate()
            .filter(|(at, _)| free[*at])
            .filter_map(|(at, new)| Some((key(new)?, at)))
            .collect();
        for (old, partner) in one.iter().zip(&mut partner).filter(|(_, partner)| partner.is_none()) {
            let found = key(old).and_then(|key| open.get(&key)).filter(|at| free[**at]);
            *partner = found.copied();
            if let Some(at) = *partner {
                free[at] = false;
            }
        }
    }
    for (old, partner) in one.iter().zip(partner) {
        let at = At::new(Subject::Operation(old.name()), Way::Request);
        match partner.map(|at| &two[at]) {
            Some(new) => paired(walk, &at, old, new),
            None => walk.say(&at, "removed", Verdict::breaking("callers of it get 404 or 405")),
        }
    }
    for (new, _) in two.iter().zip(free).filter(|(_, free)| *free) {
        let at = At::new(Subject::Operation(new.name()), Way::Request);
        walk.say(&at, "added", Verdict::additive("callers can ignore it"));
    }
}

fn paired<'d>(walk: &mut Walk<'d>, at: &At, old: &Operation<'d>, new: &Operation<'d>) {
    if (old.method, old.template()) == (new.method, new.template()) {
        return operation::compare(walk, at, old, new);
    }
    let what = format!("moved to {}", new.name());
    walk.say(at, what, Verdict::breaking("callers of it get 404 or 405"));
    let at = At::new(Subject::Operation(new.name()), Way::Request);
    operation::compare(walk, &at, old, new);
}

/// Applies the table of path items to the members of `components/pathItems`.
pub(super) fn item<'d>(walk: &mut Walk<'d>, at: &At, pair: &Pair<'d>) {
    walk.apply(PATH_ITEM, at, pair);
}
