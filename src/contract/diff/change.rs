//! A single change, and the collector of changes.

use serde_json::Value;

/// What a change means for callers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A caller who kept to the old document can fail with the new one.
    Breaking,
    /// Something more; callers need not know.
    Additive,
    /// Words and examples.
    Editorial,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What it means.
    pub class: Class,
    /// The operation (`GET /v1/books`) or the schema (`schema NewBook in requests`).
    pub subject: String,
    /// Where in it, for instance `parameter limit` or `/pages`; empty for the whole.
    pub place: String,
    /// What was and what is: `int32 → int64`.
    pub what: String,
    /// Why it breaks callers; empty if it does not.
    pub why: &'static str,
}

impl Change {
    /// The change in one line, by which `docs/contract/accepted.md` names it.
    #[must_use]
    pub fn line(&self) -> String {
        let Self { subject, place, what, .. } = self;
        if place.is_empty() { format!("{subject}: {what}") } else { format!("{subject}, {place}: {what}") }
    }
}

/// Which way a value goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Direction {
    Request,
    Answer,
}

/// Collects changes of one subject.
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

/// A value in a few words.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => "none".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// What was and what is.
pub(super) fn arrow(base: &Value, head: &Value) -> String {
    format!("{} → {}", shown(base), shown(head))
}
