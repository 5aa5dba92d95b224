//! Compares who may call an operation.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::class::Verdict;
use super::place::At;
use super::walk::Walk;

/// One way to get access: schemes with their scopes. Empty if everybody may call.
type Way<'d> = BTreeMap<&'d str, BTreeSet<&'d str>>;

/// Compares the security of an operation.
pub(super) fn compare<'d>(walk: &mut Walk<'d>, at: &At, one: &'d Value, two: &'d Value) {
    let (old, new) = (ways(one), ways(two));
    if set(&old) == set(&new) {
        return;
    }
    let renamed: Vec<Way<'d>> = old.iter().map(|way| walk.schemes.renamed(way)).collect();
    if set(&renamed) == set(&new) {
        // Reported with the scheme.
        return;
    }
    let enough = |has: &Way<'_>, wants: &Way<'_>| {
        wants.iter().all(|(scheme, scopes)| has.get(scheme).is_some_and(|own| own.is_superset(scopes)))
    };
    let verdict = if renamed.iter().any(|old| !new.iter().any(|new| enough(old, new))) {
        Verdict::breaking("callers who are accepted today are refused")
    } else if new.contains(&Way::new()) && !renamed.contains(&Way::new()) {
        Verdict::review("everybody can call it")
    } else if new.iter().any(|new| !renamed.iter().any(|old| enough(new, old))) {
        Verdict::review("callers who were refused get access")
    } else {
        Verdict::additive("everybody who could call it still can")
    };
    walk.say(at, format!("security {} → {}", text(&old), text(&new)), verdict);
}

/// Returns whether two values accept the same callers.
pub(super) fn same(one: &Value, two: &Value) -> bool {
    set(&ways(one)) == set(&ways(two))
}

fn ways(security: &Value) -> Vec<Way<'_>> {
    let mut all: Vec<Way<'_>> = Vec::new();
    for alternative in security.as_array().into_iter().flatten() {
        let schemes = alternative.as_object().into_iter().flatten();
        all.push(
            schemes
                .map(|(scheme, scopes)| {
                    let scopes = scopes.as_array().into_iter().flatten().filter_map(Value::as_str);
                    (scheme.as_str(), scopes.collect())
                })
                .collect(),
        );
    }
    // Without a requirement, everybody may call.
    if all.is_empty() {
        all.push(Way::new());
    }
    all
}

fn set<'w, 'd>(ways: &'w [Way<'d>]) -> BTreeSet<&'w Way<'d>> {
    ways.iter().collect()
}

fn text(ways: &[Way<'_>]) -> String {
    let scheme = |(name, scopes): (&&str, &BTreeSet<&str>)| {
        let scopes: Vec<_> = scopes.iter().copied().collect();
        if scopes.is_empty() { (*name).to_owned() } else { format!("{name} ({})", scopes.join(", ")) }
    };
    let way = |way: &Way<'_>| way.iter().map(scheme).collect::<Vec<_>>().join(" and ");
    let text = |own: &Way<'_>| if own.is_empty() { "none".to_owned() } else { way(own) };
    ways.iter().map(text).collect::<Vec<_>>().join(" or ")
}
