//! Reports of changes, for reviewers.

use std::fmt::Write as _;

use super::accepted::Accepted;
use super::change::{Change, Class};

fn of(changes: &[Change], class: Class) -> impl Iterator<Item = &Change> {
    changes.iter().filter(move |change| change.class == class)
}

fn heading(class: Class) -> &'static str {
    match class {
        Class::Breaking => "Breaking",
        Class::Additive => "Additive",
        Class::Editorial => "Editorial",
    }
}

/// Formats the changes for a terminal: one line for each change, and for a breaking one a second line with the reason.
#[must_use]
pub fn text(changes: &[Change], accepted: &Accepted) -> String {
    let mut out = String::new();
    for class in [Class::Breaking, Class::Additive, Class::Editorial] {
        let count = of(changes, class).count();
        let _ = writeln!(out, "{}: {count}", heading(class));
        for change in of(changes, class) {
            let mark = if accepted.has(change) { " (accepted)" } else { "" };
            let _ = writeln!(out, "  {}{mark}", change.line());
            if !change.why.is_empty() {
                let _ = writeln!(out, "    because {}", change.why);
            }
        }
    }
    out
}

/// Formats the changes as Markdown, for a pull request.
#[must_use]
pub fn markdown(changes: &[Change], accepted: &Accepted) -> String {
    let mut out = "## Changes of the contract\n".to_owned();
    if changes.is_empty() {
        out.push_str("\nNone.\n");
    }
    for class in [Class::Breaking, Class::Additive, Class::Editorial] {
        if of(changes, class).next().is_none() {
            continue;
        }
        let _ =
            writeln!(out, "\n### {}\n\n| Where | Place | Change | Why |\n|---|---|---|---|", heading(class));
        for change in of(changes, class) {
            let Change { subject, place, what, why, .. } = change;
            let why = if accepted.has(change) { format!("{why} (accepted)") } else { (*why).to_owned() };
            let cell = |text: &str| text.replace('|', "\\|");
            let _ =
                writeln!(out, "| `{}` | {} | {} | {} |", cell(subject), cell(place), cell(what), cell(&why));
        }
    }
    out
}
