//! What has changed from one document to another, and whether it breaks callers.
//!
//! Requests and answers are held to opposite rules: a request may demand less and allow more, an answer may promise more and say less
//! new. Schemas are compared once by name for each direction in which they are used, so that one change is told once.

mod accepted;
mod limits;
mod operations;
mod report;
mod schemas;

use serde_json::Value;

pub use self::accepted::Accepted;
pub use self::report::{markdown, text};

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
enum Direction {
    Request,
    Answer,
}

/// Collects changes of one subject.
struct Changes<'c> {
    subject: String,
    all: &'c mut Vec<Change>,
}

impl Changes<'_> {
    fn add(&mut self, class: Class, place: &str, what: impl Into<String>, why: &'static str) {
        let change =
            Change { class, subject: self.subject.clone(), place: place.to_owned(), what: what.into(), why };
        if !self.all.contains(&change) {
            self.all.push(change);
        }
    }

    fn breaking(&mut self, place: &str, what: impl Into<String>, why: &'static str) {
        self.add(Class::Breaking, place, what, why);
    }

    fn additive(&mut self, place: &str, what: impl Into<String>) {
        self.add(Class::Additive, place, what, "");
    }

    fn editorial(&mut self, place: &str, what: impl Into<String>) {
        self.add(Class::Editorial, place, what, "");
    }
}

/// Every difference, the breaking ones first.
#[must_use]
pub fn diff(base: &Value, head: &Value) -> Vec<Change> {
    let mut all = Vec::new();
    operations::compare(base, head, &mut all);
    schemas::compare_components(base, head, &mut all);
    if base["info"]["description"] != head["info"]["description"] {
        Changes { subject: "document".to_owned(), all: &mut all }.editorial("introduction", "rewritten");
    }
    all.sort_by(|one, two| (one.class, &one.subject).cmp(&(two.class, &two.subject)));
    all
}

/// What a reference leads to; anything else is itself.
fn resolved<'d>(document: &'d Value, part: &'d Value) -> &'d Value {
    let target = part["$ref"].as_str().map(|target| target.trim_start_matches('#'));
    target.and_then(|target| document.pointer(target)).unwrap_or(part)
}

/// A value in a few words.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => "none".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn arrow(base: &Value, head: &Value) -> String {
    format!("{} → {}", shown(base), shown(head))
}
