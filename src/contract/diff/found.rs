//! Collects the changes of a comparison. A change that is found twice, for example in both directions, is one change.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::change::{Change, Spot};
use super::class::Verdict;

/// The changes so far.
#[derive(Default)]
pub(super) struct Found {
    changes: Vec<Change>,
    known: HashMap<(Spot, String), usize>,
}

impl Found {
    pub(super) fn add(&mut self, spot: Spot, what: String, Verdict(class, why): Verdict) {
        match self.known.entry((spot, what)) {
            Entry::Vacant(entry) => {
                let (spot, what) = entry.key().clone();
                entry.insert(self.changes.len());
                self.changes.push(Change { class, spots: vec![spot], what, why: why.to_owned() });
            }
            Entry::Occupied(entry) => {
                self.changes[*entry.get()].judge(class, why);
            }
        }
    }

    pub(super) fn into_changes(self) -> Vec<Change> {
        self.changes
    }
}
