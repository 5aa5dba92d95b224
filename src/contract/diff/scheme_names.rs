//! Finds the security schemes that have another name in the new document.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Map, Value};

/// The schemes that have another name in the new document, and are the same otherwise.
#[derive(Default)]
pub(super) struct Schemes<'d> {
    known: HashMap<&'d str, &'d str>,
}

impl<'d> Schemes<'d> {
    pub(super) fn of(base: &'d Value, head: &'d Value) -> Self {
        let all = |document: &'d Value| document["components"]["securitySchemes"].as_object();
        let (old, new) = (all(base), all(head));
        let only = |some: Option<&'d Map<String, Value>>, others: Option<&'d Map<String, Value>>| {
            let missing = move |name: &str| others.is_none_or(|others| !others.contains_key(name));
            some.into_iter().flatten().filter(move |(name, _)| missing(name))
        };
        let mut known = HashMap::new();
        for (name, scheme) in only(old, new) {
            let mut same = only(new, old).filter(|(_, other)| kind(other) == kind(scheme));
            if let (Some((other, _)), None) = (same.next(), same.next()) {
                known.insert(name.as_str(), other.as_str());
            }
        }
        Self { known }
    }

    /// Returns the new name of a scheme.
    pub(super) fn name(&self, name: &'d str) -> &'d str {
        self.known.get(name).copied().unwrap_or(name)
    }

    /// Returns a requirement with the new names of its schemes.
    pub(super) fn renamed(
        &self,
        way: &BTreeMap<&'d str, BTreeSet<&'d str>>,
    ) -> BTreeMap<&'d str, BTreeSet<&'d str>> {
        way.iter().map(|(scheme, scopes)| (self.name(scheme), scopes.clone())).collect()
    }
}

/// What two schemes must have in common to be the same.
fn kind(scheme: &Value) -> [&Value; 4] {
    ["type", "scheme", "in", "name"].map(|key| &scheme[key])
}
