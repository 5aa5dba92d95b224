//! The report as annotations of a GitHub workflow: one for each change that a person has to decide on, and one with the summary.

use super::super::change::Change;
use super::super::class::Class;
use super::Report;

pub(super) fn write(report: Report<'_>) -> String {
    let mut out = format!("::notice title=Changes of the contract::{}\n", data(&report.summary()));
    for class in Class::ALL.into_iter().filter(|class| class.fails_strictly()) {
        for change in report.of(class) {
            let level = match (report.accepted.has(change), class.fails()) {
                (true, _) => "notice",
                (_, true) => "error",
                _ => "warning",
            };
            out.push_str(&annotation(level, class, change));
        }
    }
    out
}

fn annotation(level: &str, class: Class, change: &Change) -> String {
    let names = change.names();
    let names = if names.is_empty() { String::new() } else { format!("\nat {}", names.join(", ")) };
    let message = format!("{}\nbecause {}{names}", change.line(), change.why);
    format!("::{level} title={}::{}\n", data(class.title()).replace(':', "%3A"), data(&message))
}

/// Escapes what a workflow command cannot contain.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}
