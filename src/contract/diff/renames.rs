//! Finds the schemas that have another name in the new document.

use std::collections::{BTreeSet, HashMap};

use serde_json::{Map, Value};

/// The schemas that were renamed.
#[derive(Default)]
pub(super) struct Renames<'d> {
    old: Option<&'d Map<String, Value>>,
    new: Option<&'d Map<String, Value>>,
    known: HashMap<&'d str, &'d str>,
}

impl<'d> Renames<'d> {
    /// Finds the schemas that have the same structure, and whose structure no other schema has.
    pub(super) fn of(base: &'d Value, head: &'d Value) -> Self {
        let schemas = |document: &'d Value| document["components"]["schemas"].as_object();
        let mut renames = Self { old: schemas(base), new: schemas(head), known: HashMap::new() };
        let (old, new) = (only(renames.old, renames.new), only(renames.new, renames.old));
        let by_shape = |schemas: &[(&'d str, &'d Value)]| {
            let mut shapes: HashMap<String, Vec<&'d str>> = HashMap::new();
            for (name, schema) in schemas.iter().filter(|(_, schema)| has_structure(schema)) {
                shapes.entry(shape(schema)).or_default().push(name);
            }
            shapes
        };
        let (old, new) = (by_shape(&old), by_shape(&new));
        for (shape, names) in &old {
            if let ([one], Some([two])) = (names.as_slice(), new.get(shape).map(Vec::as_slice)) {
                renames.known.insert(one, two);
            }
        }
        renames
    }

    /// Returns whether a name of the old document means the same as a name of the new one.
    pub(super) fn same(&self, one: &str, two: &str) -> bool {
        self.known.get(one).map_or(one == two, |name| *name == two)
    }

    /// Notes that a schema stands where another one stood. Returns whether that is another name for it: the old name is gone, and
    /// stands for nothing else.
    pub(super) fn meet(&mut self, one: &'d str, two: &'d str) -> bool {
        let gone = self.old.is_some_and(|old| old.contains_key(one))
            && self.new.is_some_and(|new| new.contains_key(two) && !new.contains_key(one));
        if gone && !self.known.contains_key(one) {
            self.known.insert(one, two);
        }
        self.same(one, two)
    }

    /// Returns whether a schema is another one under a new name, or seems to be: the old name is gone, the new name is new, and most
    /// of their properties are the same.
    pub(super) fn recognize(&mut self, one: &'d str, two: &'d str) -> bool {
        self.same(one, two) || self.alike(one, two) && self.meet(one, two)
    }

    fn alike(&self, one: &str, two: &str) -> bool {
        let (Some(old), Some(new)) = (self.old, self.new) else { return false };
        let unclaimed = !new.contains_key(one) && !old.contains_key(two) && !self.known.contains_key(one);
        let names = |schemas: &'d Map<String, Value>, name: &str| -> BTreeSet<&'d str> {
            let properties = schemas.get(name).and_then(|schema| schema["properties"].as_object());
            properties.into_iter().flat_map(Map::keys).map(String::as_str).collect()
        };
        let (before, after) = (names(old, one), names(new, two));
        unclaimed && 2 * before.intersection(&after).count() > before.union(&after).count()
    }

    /// Returns the new name of a schema, if it was renamed.
    pub(super) fn new_name(&self, one: &str) -> Option<&'d str> {
        self.known.get(one).copied()
    }

    /// Returns whether a name of the new document is new, and another name of an old schema.
    pub(super) fn is_new_name(&self, two: &str) -> bool {
        self.known.values().any(|name| *name == two)
    }
}

/// The schemas that only one of the documents has.
fn only<'d>(
    some: Option<&'d Map<String, Value>>,
    others: Option<&Map<String, Value>>,
) -> Vec<(&'d str, &'d Value)> {
    let there = |name: &str| others.is_some_and(|others| others.contains_key(name));
    let all = some.into_iter().flatten().filter(|(name, _)| !there(name));
    all.map(|(name, schema)| (name.as_str(), schema)).collect()
}

/// A plain text or number looks like any other. Only its place can tell what it was.
fn has_structure(schema: &Value) -> bool {
    ["properties", "enum", "oneOf", "anyOf", "allOf"].iter().any(|key| schema.get(key).is_some())
}

/// Describes the structure of a schema without its texts and limits.
fn shape(schema: &Value) -> String {
    let mut properties: Vec<_> = schema["properties"].as_object().into_iter().flatten().collect();
    properties.sort_by_key(|(name, _)| *name);
    let properties: Vec<_> =
        properties.iter().map(|(name, part)| format!("{name} {}", part["type"])).collect();
    let variants = ["oneOf", "anyOf", "allOf"].map(|key| schema[key].as_array().map_or(0, Vec::len));
    format!("{} {} {} {properties:?} {variants:?}", schema["type"], schema["enum"], schema["items"])
}
