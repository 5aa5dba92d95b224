//! The report for programs.

use serde_json::{Map, Value, json};

use super::super::class::Class;
use super::super::summary::Report;

pub(super) fn write(report: Report<'_>) -> String {
    let counts: Map<String, Value> =
        Class::ALL.iter().map(|class| (class.name().to_owned(), report.of(*class).count().into())).collect();
    let changes = report.changes.iter().map(|change| {
        let spots = change
            .spots
            .iter()
            .map(|spot| json!({ "subject": spot.subject.to_string(), "place": spot.place }));
        json!({
            "class": change.class.name(),
            "line": change.line(),
            "what": change.what,
            "why": change.why,
            "spots": spots.collect::<Vec<_>>(),
            "accepted": report.accepted.reason(change),
        })
    });
    let document = json!({
        "summary": report.summary(),
        "counts": counts,
        "unaccepted": { "failing": report.open(Class::fails), "strict": report.open(Class::fails_strictly) },
        "changes": changes.collect::<Vec<_>>(),
        "stale": report.accepted.stale(report.changes),
    });
    format!("{document:#}\n")
}
