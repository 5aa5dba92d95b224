//! Reports of changes, for reviewers and programs.

mod github;
mod json;
mod markdown;
mod text;

use std::fmt::Write as _;

use clap::ValueEnum;

use super::accepted::Accepted;
use super::change::Change;
use super::class::Class;

/// The form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// For a terminal
    #[default]
    Text,
    /// For a pull request
    Markdown,
    /// For programs
    Json,
    /// Annotations for GitHub Actions
    Github,
}

/// Changes, and which of them were accepted.
#[derive(Debug, Clone, Copy)]
pub struct Report<'r> {
    /// The changes.
    pub changes: &'r [Change],
    /// Those that were accepted.
    pub accepted: &'r Accepted,
}

impl<'r> Report<'r> {
    /// Writes the report.
    #[must_use]
    pub fn write(self, format: Format) -> String {
        match format {
            Format::Text => text::write(self),
            Format::Markdown => markdown::write(self),
            Format::Json => json::write(self),
            Format::Github => github::write(self),
        }
    }

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
