//! A single change, and the collector of changes.

use serde_json::Value;

/// The effect of a change on callers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A caller that followed the old document can fail with the new one.
    Breaking,
    /// An addition that callers can ignore.
    Additive,
    /// A change of texts or examples.
    Editorial,
}

/// A difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its effect on callers.
    pub class: Class,
    /// The operation (`GET /v1/books`) or the schema (`schema NewBook in requests`).
    pub subject: String,
    /// The place inside the subject, for example `parameter limit` or `/pages`; empty for the subject as a whole.
    pub place: String,
    /// The old and the new value: `int32 → int64`.
    pub what: String,
    /// Why it breaks callers; empty if it does not.
    pub why: &'static str,
}

impl Change {
    /// Returns the change as one line, which is its name in `docs/contract/accepted.md`.
    #[must_use]
    pub fn line(&self) -> String {
        let Self { subject, place, what, .. } = self;
        if place.is_empty() { format!("{subject}: {what}") } else { format!("{subject}, {place}: {what}") }
    }
}

/// The direction in which a value is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Direction {
    Request,
    Answer,
}

/// Collects the changes of one subject.
pub(super) struct Changes<'c> {
    pub(super) subject: String,
    pub(super) all: &'c mut Vec<Change>,
}

impl Changes<'_> {
    fn add(&mut self, class: Class, place: &str, what: impl Into<String>, why: &'static str) {
        let change =
            Change { class, subject: self.subject.clone(), place: place.to_owned(), what: what.into(), why };
        if !self.all.contains(&change) {
            self.all.push(change);
        }
    }

    pub(super) fn breaking(&mut self, place: &str, what: impl Into<String>, why: &'static str) {
        self.add(Class::Breaking, place, what, why);
    }

    pub(super) fn additive(&mut self, place: &str, what: impl Into<String>) {
        self.add(Class::Additive, place, what, "");
    }

    pub(super) fn editorial(&mut self, place: &str, what: impl Into<String>) {
        self.add(Class::Editorial, place, what, "");
    }
}

/// Formats a value briefly.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => "none".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Formats the old and the new value.
pub(super) fn arrow(base: &Value, head: &Value) -> String {
    format!("{} → {}", shown(base), shown(head))
}
