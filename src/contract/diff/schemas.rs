//! Compares schemas. Named schemas are compared once for each direction in which they are used, under their own name.

mod bounds;
mod objects;
mod parts;
mod types;
mod values;
mod variants;

use std::collections::HashSet;

use serde_json::Value;

use super::change::Subject;
use super::class::Verdict;
use super::common::{date, deprecated, examples, kind, stated, words};
use super::references::sent_both_ways;
use super::view::View;
use super::walk::{At, Pair, Rule, Table, Task, Walk};
use super::way::Way;

use Rule::{Differs, Elsewhere, Enters};

/// The keywords of OpenAPI 3.0 and of JSON Schema 2020-12.
const SCHEMA: Table = &[
    (&["type", "nullable"], Differs(types::types)),
    (&["enum", "const"], Differs(values::values)),
    (&["minimum", "exclusiveMinimum"], Differs(bounds::lowest)),
    (&["maximum", "exclusiveMaximum"], Differs(bounds::highest)),
    (&["minLength", "minItems", "minProperties", "minContains"], Differs(bounds::fewest)),
    (&["maxLength", "maxItems", "maxProperties", "maxContains"], Differs(bounds::most)),
    (&["multipleOf"], Differs(bounds::multiple)),
    (&["uniqueItems"], Differs(bounds::unique)),
    (&["pattern"], Differs(bounds::pattern)),
    (&["format", "contentEncoding", "contentMediaType"], Differs(kind)),
    (&["required"], Differs(objects::required)),
    (&["properties"], Enters(objects::properties)),
    (&["patternProperties", "dependentSchemas"], Enters(objects::members)),
    (&["$defs", "definitions"], Enters(objects::definitions)),
    (&["additionalProperties", "unevaluatedProperties", "unevaluatedItems"], Enters(objects::additional)),
    (&["dependentRequired"], Differs(values::conditions)),
    (&["items", "propertyNames", "then", "else", "contentSchema"], Enters(parts::part)),
    (&["prefixItems"], Enters(parts::prefix)),
    (&["not", "if", "contains"], Enters(parts::condition)),
    (&["oneOf", "anyOf"], Enters(variants::variants)),
    (&["allOf"], Enters(variants::all)),
    (&["discriminator"], Differs(variants::discriminator)),
    (&["readOnly"], Differs(values::read_only)),
    (&["writeOnly"], Differs(values::write_only)),
    (&["default"], Differs(values::default)),
    (&["deprecated"], Differs(deprecated)),
    (&["title", "description", "example", "$comment"], Differs(words)),
    (&["examples"], Differs(examples)),
    (&["externalDocs"], Differs(stated)),
    (&["x-extensible-enum", "x-codes"], Differs(values::known)),
    (&["x-deprecated-since", "x-sunset"], Differs(date)),
];

/// The keywords that are compared when the type is another one.
const ANOTHER_TYPE: Table = &[
    (&["type", "nullable"], Differs(types::types)),
    (&["default"], Differs(values::default)),
    (&["readOnly"], Differs(values::read_only)),
    (&["writeOnly"], Differs(values::write_only)),
    (&["deprecated"], Differs(deprecated)),
    (&["title", "description", "example", "$comment"], Differs(words)),
    (&["examples"], Differs(examples)),
    (&OF_A_TYPE, Elsewhere),
];

/// The keywords that mean nothing for values of another type.
const OF_A_TYPE: [&str; 25] = [
    "enum",
    "const",
    "format",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "items",
    "prefixItems",
    "contains",
    "minItems",
    "maxItems",
    "uniqueItems",
    "required",
    "properties",
    "additionalProperties",
    "patternProperties",
    "propertyNames",
    "minProperties",
    "maxProperties",
    "contentMediaType",
];

/// The keywords that can stand beside a reference to a named schema.
const BESIDE: Table = &[
    (&["$ref", "allOf"], Elsewhere),
    (&["nullable"], Differs(types::types)),
    (&["default"], Differs(values::default)),
    (&["readOnly"], Differs(values::read_only)),
    (&["writeOnly"], Differs(values::write_only)),
    (&["deprecated"], Differs(deprecated)),
    (&["title", "description", "example", "$comment"], Differs(words)),
];

/// Compares two schemas at one place.
pub(super) fn compare<'d>(walk: &mut Walk<'d>, at: &At, one: &'d Value, two: &'d Value) {
    let pair = walk.pair(one, two);
    let (old, new) = (pair.one.reference, pair.two.reference);
    if !one.is_object() || !two.is_object() {
        parts::appeared(walk, at, "schema", one, two);
    } else if let (Some(old), Some(new)) = (old, new) {
        walk.apply(BESIDE, at, &Pair { one: View::beside(one), two: View::beside(two) });
        named(walk, at, (old, new), &pair);
    } else if old.is_none() && new.is_none() || walk.seen.insert((at.subject.clone(), one, two, at.way)) {
        // Between types that have nothing in common, no limit can be compared.
        let table = if types::disjoint(&pair) { ANOTHER_TYPE } else { SCHEMA };
        walk.apply(table, at, &pair);
    }
}

/// Compares two references.
fn named<'d>(walk: &mut Walk<'d>, at: &At, (one, two): (&'d str, &'d str), pair: &Pair<'d>) {
    let (old, new) = (pair.one.name("schemas").unwrap_or(one), pair.two.name("schemas").unwrap_or(two));
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
        let name = reference.strip_prefix("#/components/schemas/").unwrap_or(reference);
        let at = At::new(Subject::Schema(name.to_owned()), at.way);
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
