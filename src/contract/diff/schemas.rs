//! Compares schemas. Named schemas are compared once for each direction in which they are used, under their own name.

mod bounds;
mod objects;
mod parts;
mod table;
mod types;
mod values;
mod variants;

use std::collections::HashSet;

use serde_json::Value;

use self::table::{ANOTHER_TYPE, SCHEMA};
use super::change::Subject;
use super::class::Verdict;
use super::keyword::Pair;
use super::place::At;
use super::references::{sent_both_ways, short};
use super::view::View;
use super::walk::{Task, Walk};
use super::way::Way;

/// Compares two schemas at one place.
pub(super) fn compare<'d>(walk: &mut Walk<'d>, at: &At, one: &'d Value, two: &'d Value) {
    let pair = if lists(one, two) {
        Pair { one: View::alone(one), two: View::alone(two) }
    } else {
        walk.pair(one, two)
    };
    let (old, new) = (pair.one.reference, pair.two.reference);
    if !one.is_object() || !two.is_object() {
        parts::appeared(walk, at, "schema", one, two);
    } else if let (Some(old), Some(new)) = (old, new) {
        let beside = Pair { one: View::beside(one), two: View::beside(two) };
        types::nulls(walk, at, &beside);
        walk.apply(SCHEMA, at, &beside);
        named(walk, at, old, new);
    } else if old.is_none() && new.is_none() || walk.seen.insert((at.subject.clone(), one, two, at.way)) {
        if pair.one.null != pair.two.null {
            types::nulls(walk, at, &pair);
        }
        // Between types that have nothing in common, no limit can be compared.
        let table = if types::disjoint(&pair) { ANOTHER_TYPE } else { SCHEMA };
        walk.apply(table, at, &pair);
    }
}

/// Returns whether two schemas have lists of what holds together. A list of one may be just a reference.
fn lists(one: &Value, two: &Value) -> bool {
    let count = |schema: &Value| schema["allOf"].as_array().map(Vec::len);
    matches!((count(one), count(two)), (Some(old), Some(new)) if old > 1 || new > 1)
}

/// Compares two references.
fn named<'d>(walk: &mut Walk<'d>, at: &At, one: &'d str, two: &'d str) {
    let (old, new) = (short(one), short(two));
    if !walk.renames.same(old, new) && !walk.renames.meet(old, new) {
        let what = format!("schema {old} → {new}");
        walk.say(at, what, Verdict::clients("generated clients have another type here"));
    }
    if walk.named.insert((one, two, at.way)) {
        let name = if walk.renames.same(old, new) { new.to_owned() } else { format!("{old} → {new}") };
        walk.tasks.push(Task::Named(At::new(Subject::Schema(name), at.way), one, two));
    }
}

/// Compares the targets of two references.
pub(super) fn compare_named<'d>(walk: &mut Walk<'d>, at: &At, one: &'d str, two: &'d str) {
    let target = |document: &'d Value, reference: &str| document.pointer(reference.strip_prefix('#')?);
    if let (Some(one), Some(two)) = (target(walk.base, one), target(walk.head, two)) {
        let mut references = HashSet::new();
        if one == two && sent_both_ways(one, &mut references) {
            for reference in references {
                again(walk, at, reference);
            }
        } else {
            compare(walk, at, one, two);
        }
    } else {
        walk.say(
            at,
            format!("{one} → {two}"),
            Verdict::review("a reference leads nowhere, or to another file"),
        );
    }
}

/// Compares the targets of a reference that both documents have at the same place.
fn again<'d>(walk: &mut Walk<'d>, at: &At, reference: &'d str) {
    if walk.named.insert((reference, reference, at.way)) {
        let at = At::new(Subject::Schema(short(reference).to_owned()), at.way);
        walk.tasks.push(Task::Named(at, reference, reference));
    }
}

/// Reports the names that generated clients no longer have, and the new ones. Compares the schemas that no operation uses.
pub(super) fn compare_names(walk: &mut Walk<'_>) {
    let (base, head) = (&walk.base["components"]["schemas"], &walk.head["components"]["schemas"]);
    let used: HashSet<&str> =
        walk.named.iter().filter_map(|(one, ..)| one.strip_prefix("#/components/schemas/")).collect();
    let mut unused = Vec::new();
    for (name, one) in base.as_object().into_iter().flatten() {
        let at = At::new(Subject::Schema(name.clone()), Way::Unused);
        match (head.get(name), walk.renames.new_name(name)) {
            (Some(two), _) if !used.contains(name.as_str()) => unused.push(Task::Schema(at, one, two)),
            (Some(_), _) => {}
            (None, Some(new)) => {
                let what = if base.get(new).is_none() { "renamed to" } else { "replaced by" };
                walk.say(
                    &at,
                    format!("{what} {new}"),
                    Verdict::clients("generated clients name a type by it"),
                );
                if !used.contains(name.as_str()) {
                    unused.push(Task::Schema(at, one, &head[new]));
                }
            }
            (None, None) => {
                walk.say(&at, "removed", Verdict::clients("generated clients have a type of this name"));
            }
        }
    }
    for name in head.as_object().into_iter().flat_map(|schemas| schemas.keys()) {
        if base.get(name).is_none() && !walk.renames.is_new_name(name) {
            let at = At::new(Subject::Schema(name.clone()), Way::Unused);
            walk.say(&at, "added", Verdict::additive("callers can ignore it"));
        }
    }
    walk.tasks.extend(unused);
}
