//! Writes `docs/contract/CHANGELOG.md`: what has changed since the last release, above what it says of earlier releases.

use std::fmt::Write as _;

use super::accepted::Accepted;
use super::change::Change;
use super::class::Class;
use super::summary::Report;

const HEAD: &str = "\
# Changes of the contract

<!-- `just changelog` writes the part \"Unreleased\". -->

What each version of `openapi.yaml` changes for clients.
";

const UNRELEASED: &str = "## Unreleased";

/// A longer text, such as a pattern, is cut.
const LONGEST: usize = 100;

/// Returns the new text of the file. `kept` is its old text, and `changes` those since the last release, if there was one.
#[must_use]
pub fn changelog(kept: &str, changes: Option<&[Change]>, accepted: &Accepted) -> String {
    let releases = releases(kept);
    let since = match (changes, releases.is_empty()) {
        (None, _) => "No version has been released yet.",
        (Some(_), true) => {
            "No version has been released yet. These are the changes since the first document that was kept."
        }
        (Some(_), false) => "These are the changes since the last release.",
    };
    let body = body(Report { changes: changes.unwrap_or_default(), accepted, file: None });
    let text = format!("{HEAD}\n{UNRELEASED}\n\n{since}\n{body}");
    if releases.is_empty() { text } else { format!("{text}\n{releases}") }
}

/// The parts of the releases, which were written when they were made.
fn releases(kept: &str) -> &str {
    let mut places = kept.match_indices("\n## ").map(|(place, _)| &kept[place + 1..]);
    places.find(|part| !part.starts_with(UNRELEASED)).unwrap_or_default()
}

fn body(report: Report<'_>) -> String {
    let mut out = String::new();
    if report.changes.is_empty() {
        return out;
    }
    let _ = writeln!(out, "\n{}.", report.summary());
    for class in Class::ALL.into_iter().filter(|class| *class != Class::Editorial) {
        let items: String = report.of(class).map(|change| item(report.accepted, change)).collect();
        if !items.is_empty() {
            let _ = write!(out, "\n### {}\n\n{items}", class.title());
        }
    }
    out
}

fn item(accepted: &Accepted, change: &Change) -> String {
    let names = change.names();
    let place = if names.is_empty() { code(&change.place()) } else { change.place() };
    let what = code(&change.what);
    let why = if change.class.fails_strictly() { format!(": {}.", change.why) } else { ".".to_owned() };
    let reason = accepted.reason(change).map(|reason| format!(" Accepted: {reason}")).unwrap_or_default();
    let names: Vec<_> = names.iter().map(|name| code(name)).collect();
    let names = if names.is_empty() { String::new() } else { format!(" At {}.", names.join("; ")) };
    format!("- {place}: {what}{why}{reason}{names}\n")
}

fn code(text: &str) -> String {
    let text = text.replace('`', "'");
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("`{}…`", &text[..end]),
        None => format!("`{text}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::change::{Spot, Subject};
    use super::*;

    #[test]
    fn the_part_of_the_next_release_is_written_anew_and_the_others_are_kept() {
        let change = Change {
            class: Class::Other,
            spots: vec![Spot { subject: Subject::Thing("document".to_owned()), place: String::new() }],
            what: "x-limit 1 → 2".to_owned(),
            why: "nobody knows".to_owned(),
        };
        let kept = "# Old\n\n## Unreleased\n\nold\n\n## 0.2.0\n\ntwo\n\n## 0.1.0\n\none\n";

        let text = changelog(kept, Some(&[change]), &Accepted::default());

        assert!(
            text.starts_with(HEAD) && text.ends_with("\n\n## 0.2.0\n\ntwo\n\n## 0.1.0\n\none\n"),
            "{text}"
        );
        assert!(text.contains("- `document`: `x-limit 1 → 2`: nobody knows.\n"), "{text}");
        assert!(!text.contains("old"));
        let first = changelog("", None, &Accepted::default());
        assert!(first.ends_with("No version has been released yet.\n"), "{first}");
    }
}
