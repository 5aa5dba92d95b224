//! The report as annotations of a GitHub workflow: one for each change that a person has to decide on, and one with the summary.

use super::super::change::{Change, Subject};
use super::super::class::Class;
use super::super::summary::{File, Report};

pub(super) fn write(report: Report<'_>) -> String {
    let mut out = format!("::notice title=Changes of the contract::{}\n", data(&report.summary()));
    for class in Class::ALL.into_iter().filter(|class| class.fails_strictly()) {
        for change in report.of(class) {
            let level = match (report.accepted.has(change), class.fails()) {
                (true, _) => "notice",
                (_, true) => "error",
                _ => "warning",
            };
            out.push_str(&annotation(level, class, change, report.file));
        }
    }
    out
}

fn annotation(level: &str, class: Class, change: &Change, file: Option<File<'_>>) -> String {
    let names = change.names();
    let names = if names.is_empty() { String::new() } else { format!("\nat {}", names.join(", ")) };
    let message = format!("{}\nbecause {}{names}", change.line(), change.why);
    let place = |file: File<'_>| {
        let line = change.spots.iter().find_map(|spot| line(file.text, &spot.subject)).unwrap_or(1);
        format!("file={},line={line},", property(file.path))
    };
    let place = file.map(place).unwrap_or_default();
    format!("::{level} {place}title={}::{}\n", property(class.title()), data(&message))
}

/// Returns the line of a subject: what was removed has none.
fn line(text: &str, subject: &Subject) -> Option<usize> {
    let steps = match subject {
        Subject::Operation(name) => {
            let (method, path) = name.split_once(' ')?;
            ["paths:".to_owned(), format!("  {path}:"), format!("    {}:", method.to_lowercase())]
        }
        Subject::Schema(name) => ["components:".to_owned(), "  schemas:".to_owned(), format!("    {name}:")],
        Subject::Thing(_) => return None,
    };
    let mut lines = text.lines().enumerate();
    let mut found = None;
    for step in steps {
        found = lines.find(|(_, line)| *line == step).map(|(at, _)| at + 1);
        found?;
    }
    found
}

/// Escapes what a workflow command cannot contain.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes what a property of a workflow command cannot contain.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
