//! Breaking changes that were accepted, each with its reason.

use super::change::Change;

/// The accepted changes from a list such as `docs/contract/accepted.md`. Each item is a change: its line in backticks, a colon,
/// and the reason.
#[derive(Debug, Clone, Default)]
pub struct Accepted {
    lines: Vec<String>,
}

impl Accepted {
    /// Parses a list. An item without a reason is ignored.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let item = |line: &str| {
            let (change, reason) = line.strip_prefix("- `")?.split_once("`:")?;
            (!reason.trim().is_empty()).then(|| change.to_owned())
        };
        Self { lines: text.lines().filter_map(item).collect() }
    }

    /// Returns whether a change is on the list.
    #[must_use]
    pub fn has(&self, change: &Change) -> bool {
        self.lines.contains(&change.line())
    }
}
