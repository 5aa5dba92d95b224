//! Changes that were accepted, each with its reason.

use std::collections::HashMap;

use super::change::Change;

/// The accepted changes from a list such as `docs/contract/accepted.md`. Each item is a change: its line in backticks, a colon,
/// and the reason.
#[derive(Debug, Clone, Default)]
pub struct Accepted {
    items: Vec<String>,
}

impl Accepted {
    /// Parses a list.
    #[must_use]
    pub fn read(text: &str) -> Self {
        Self { items: text.lines().filter_map(|line| line.strip_prefix("- `")).map(str::to_owned).collect() }
    }

    /// Returns whether a change is on the list: its line, or the line of each spot where it is. A line without a reason does not
    /// count.
    #[must_use]
    pub fn has(&self, change: &Change) -> bool {
        self.reason(change).is_some()
    }

    /// Returns why a change was accepted.
    #[must_use]
    pub fn reason(&self, change: &Change) -> Option<&str> {
        let each =
            || change.lines().map(|line| self.place(&line)).collect::<Option<Vec<_>>>()?.first().copied();
        let place = self.place(&change.line()).or_else(each)?;
        self.items[place].split_once("`: ").map(|(_, reason)| reason)
    }

    /// Returns the items that are not among the changes: the changes were taken back, or something was added to them.
    #[must_use]
    pub fn stale(&self, changes: &[Change]) -> Vec<&str> {
        let mut stale: HashMap<usize, &str> =
            self.items.iter().enumerate().map(|(at, item)| (at, item.as_str())).collect();
        for line in changes.iter().flat_map(|change| change.lines().chain([change.line()])) {
            if let Some(place) = self.place(&line) {
                stale.remove(&place);
            }
        }
        let mut stale: Vec<_> = stale.into_iter().collect();
        stale.sort_unstable();
        stale.into_iter().map(|(_, item)| item.split("`:").next().unwrap_or(item)).collect()
    }

    fn place(&self, line: &str) -> Option<usize> {
        let reason = |item: &String| item.strip_prefix(line)?.strip_prefix("`:").map(str::trim).map(str::len);
        self.items.iter().position(|item| reason(item).is_some_and(|length| length > 0))
    }
}
