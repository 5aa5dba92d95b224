//! Parts of a document that become components.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

/// Collects parts by name, and replaces them with references.
pub(super) struct Shared {
    kind: &'static str,
    parts: BTreeMap<String, Value>,
    /// Names with more than one content. Their parts stay where they are.
    ambiguous: BTreeSet<String>,
}

impl Shared {
    pub(super) fn of(kind: &'static str) -> Self {
        Self { kind, parts: BTreeMap::new(), ambiguous: BTreeSet::new() }
    }

    pub(super) fn add(&mut self, name: &str, part: &Value) {
        match self.parts.get(name) {
            None => drop(self.parts.insert(name.to_owned(), part.clone())),
            Some(known) if known == part => {}
            Some(_) => drop(self.ambiguous.insert(name.to_owned())),
        }
    }

    pub(super) fn replace(&self, name: &str, part: &mut Value) {
        if self.parts.contains_key(name) && !self.ambiguous.contains(name) {
            *part = json!({ "$ref": format!("#/components/{}/{name}", self.kind) });
        }
    }

    pub(super) fn components(self) -> Map<String, Value> {
        let Self { parts, ambiguous, .. } = self;
        parts.into_iter().filter(|(name, _)| !ambiguous.contains(name)).collect()
    }
}

/// Visits every operation.
pub(super) fn operations(paths: &mut Value) -> impl Iterator<Item = &mut Value> {
    let items = paths.as_object_mut().into_iter().flat_map(Map::values_mut);
    items.flat_map(|item| item.as_object_mut().into_iter().flat_map(Map::values_mut))
}
