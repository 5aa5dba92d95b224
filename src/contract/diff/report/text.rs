//! The report for a terminal.

use std::fmt::Write as _;

use super::super::class::Class;
use super::super::summary::Report;

/// The number of names that are written for a change of texts.
const NAMES: usize = 8;

/// The number of accepted changes that are written although they are not there.
const STALE: usize = 5;

pub(super) fn write(report: Report<'_>) -> String {
    let mut out = format!("{}\n", report.summary());
    for class in Class::ALL {
        let count = report.of(class).count();
        if count == 0 {
            continue;
        }
        let _ = writeln!(out, "\n{}: {count}", class.title());
        for change in report.of(class) {
            let _ = writeln!(out, "  {}", change.line());
            let names = change.names();
            let shown = if class == Class::Editorial { names.len().min(NAMES) } else { names.len() };
            let more = match names.len() - shown {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            if !names.is_empty() {
                let _ = writeln!(out, "    at {}{more}", names[..shown].join(separator(&names)));
            }
            // For the others, the heading says it all.
            if class.fails_strictly() {
                let _ = writeln!(out, "    because {}", change.why);
            }
            if let Some(reason) = report.accepted.reason(change) {
                let _ = writeln!(out, "    accepted: {reason}");
            }
        }
    }
    let stale = report.accepted.stale(report.changes);
    if !stale.is_empty() {
        let _ = writeln!(out, "\nAccepted, but not among the changes: {}", stale.len());
    }
    for item in stale.iter().take(STALE) {
        let _ = writeln!(out, "  {item}");
    }
    out
}

/// Places have commas in them.
fn separator(names: &[String]) -> &'static str {
    if names.iter().any(|name| name.contains(", ")) { "; " } else { ", " }
}
