//! The report for a pull request. What is long is folded.

use std::fmt::Write as _;

use super::super::change::Change;
use super::super::class::Class;
use super::super::summary::Report;

/// A table with more rows is folded.
const ROWS: usize = 12;

/// More names in one cell are folded.
const NAMES: usize = 3;

/// The number of names that are written for a change of texts.
const TEXTS: usize = 20;

pub(super) fn write(report: Report<'_>) -> String {
    let mut out = format!("## Changes of the contract\n\n**{}**\n", report.summary());
    for class in Class::ALL {
        let rows: Vec<_> = report.of(class).map(|change| row(report, change)).collect();
        if rows.is_empty() {
            continue;
        }
        let (title, count) = (class.title(), rows.len());
        let table = format!("| Where | Change | Why |\n|---|---|---|\n{}", rows.concat());
        let folded = count > ROWS || !class.fails_strictly();
        let _ = if folded {
            write!(out, "\n<details><summary><b>{title}: {count}</b></summary>\n\n{table}\n</details>\n")
        } else {
            write!(out, "\n### {title}: {count}\n\n{table}")
        };
    }
    out
}

fn row(report: Report<'_>, change: &Change) -> String {
    let names = change.names();
    // A comment on GitHub has at most 65 536 characters.
    let shown = if change.class == Class::Editorial { names.len().min(TEXTS) } else { names.len() };
    let mut all = names[..shown].iter().map(|name| code(name)).collect::<Vec<_>>().join(", ");
    if shown < names.len() {
        let _ = write!(all, " and {} more", names.len() - shown);
    }
    let place = match names.len() {
        0 => code(&change.place()),
        1..=NAMES => format!("{}: {all}", cell(&change.place())),
        _ => format!("<details><summary>{}</summary>{all}</details>", cell(&change.place())),
    };
    let why = match report.accepted.reason(change) {
        Some(reason) => format!("{} (accepted: {})", change.why, reason),
        None => change.why.clone(),
    };
    format!("| {place} | {} | {} |\n", code(&change.what), cell(&why))
}

/// A text as code in a cell.
fn code(text: &str) -> String {
    let text = text.replace('|', "\\|");
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

/// A text in a cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "&lt;")
}
