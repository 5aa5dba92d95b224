//! The forms of a report, for reviewers and programs.

mod github;
mod json;
mod markdown;
mod text;

use clap::ValueEnum;

use super::summary::Report;

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

/// Writes a report.
#[must_use]
pub fn write(report: Report<'_>, format: Format) -> String {
    match format {
        Format::Text => text::write(report),
        Format::Markdown => markdown::write(report),
        Format::Json => json::write(report),
        Format::Github => github::write(report),
    }
}
