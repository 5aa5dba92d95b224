//! Moves what several operations have in common into components: parameters, header fields and responses without a body.
//!
//! The name of a component depends on its content and on the resource it belongs to, never on the order of the operations or on
//! other operations. A new operation therefore renames nothing.

mod headers;
mod parameters;
mod responses;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

pub(super) use self::headers::headers;
pub(super) use self::parameters::parameters;
pub(super) use self::responses::responses;

/// Collects parts by name, and replaces them with references.
struct Shared {
    kind: &'static str,
    parts: BTreeMap<String, Value>,
    /// Names with more than one content. Their parts stay where they are.
    ambiguous: BTreeSet<String>,
}

impl Shared {
    fn of(kind: &'static str) -> Self {
        Self { kind, parts: BTreeMap::new(), ambiguous: BTreeSet::new() }
    }

    fn add(&mut self, name: &str, part: &Value) {
        match self.parts.get(name) {
            None => drop(self.parts.insert(name.to_owned(), part.clone())),
            Some(known) if known == part => {}
            Some(_) => drop(self.ambiguous.insert(name.to_owned())),
        }
    }

    fn replace(&self, name: &str, part: &mut Value) {
        if self.parts.contains_key(name) && !self.ambiguous.contains(name) {
            *part = json!({ "$ref": format!("#/components/{}/{name}", self.kind) });
        }
    }

    fn components(self) -> Map<String, Value> {
        let Self { parts, ambiguous, .. } = self;
        parts.into_iter().filter(|(name, _)| !ambiguous.contains(name)).collect()
    }
}

/// Visits every operation.
fn operations(paths: &mut Value) -> impl Iterator<Item = &mut Value> {
    let items = paths.as_object_mut().into_iter().flat_map(Map::values_mut);
    items.flat_map(|item| item.as_object_mut().into_iter().flat_map(Map::values_mut))
}
