//! Changes, and which of them were accepted, for all forms of the report.

use std::fmt::Write as _;

use super::accepted::Accepted;
use super::change::Change;
use super::class::Class;

/// Changes, and which of them were accepted.
#[derive(Debug, Clone, Copy)]
pub struct Report<'r> {
    /// The changes.
    pub changes: &'r [Change],
    /// Those that were accepted.
    pub accepted: &'r Accepted,
    /// The new document as a file, for annotations at its lines.
    pub file: Option<File<'r>>,
}

/// A file in YAML.
#[derive(Debug, Clone, Copy)]
pub struct File<'f> {
    /// Its path.
    pub path: &'f str,
    /// Its content.
    pub text: &'f str,
}

impl<'r> Report<'r> {
    /// Returns the counts of all classes in one line.
    #[must_use]
    pub fn summary(self) -> String {
        if self.changes.is_empty() {
            return "No changes".to_owned();
        }
        let mut line = String::new();
        for class in Class::ALL {
            let count = self.of(class).count();
            if count > 0 {
                let comma = if line.is_empty() { "" } else { ", " };
                let _ = write!(line, "{comma}{count} {}", class.counted());
            }
        }
        match self.changes.iter().filter(|change| self.accepted.has(change)).count() {
            0 => line,
            accepted => format!("{line}; {accepted} accepted"),
        }
    }

    /// Counts the changes that were not accepted.
    pub fn open(self, counts: fn(Class) -> bool) -> usize {
        self.changes.iter().filter(|change| counts(change.class) && !self.accepted.has(change)).count()
    }

    pub(super) fn of(self, class: Class) -> impl Iterator<Item = &'r Change> {
        self.changes.iter().filter(move |change| change.class == class)
    }
}
