//! A change, and where it is.

use std::fmt;

use super::class::Class;

/// What a change belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// An operation: `GET /v1/books`.
    Operation(String),
    /// A named schema.
    Schema(String),
    /// Anything else: `document`, `security scheme bearer`.
    Thing(String),
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Schema(name) => write!(f, "schema {name}"),
            Self::Operation(name) | Self::Thing(name) => f.write_str(name),
        }
    }
}

/// A subject, and the place inside it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Spot {
    /// What it belongs to.
    pub subject: Subject,
    /// For example `parameter limit` or `/pages`; empty for the subject as a whole.
    pub place: String,
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { subject, place } = self;
        if place.is_empty() { write!(f, "{subject}") } else { write!(f, "{subject}, {place}") }
    }
}

/// A difference, with every spot where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its effect on callers.
    pub class: Class,
    /// Where it is: at least one spot, in order.
    pub spots: Vec<Spot>,
    /// What has changed, mostly with the old and the new value: `maximum 100 → 50`.
    pub what: String,
    /// Why it belongs to its class.
    pub why: String,
}

impl Change {
    /// Adds another judgement. The worst counts.
    pub(super) fn judge(&mut self, class: Class, why: &str) {
        if class < self.class {
            (self.class, self.why) = (class, why.to_owned());
        } else if class == self.class && !self.why.contains(why) {
            self.why = format!("{}; {why}", self.why);
        }
    }

    /// Returns where the change is, in a few words.
    #[must_use]
    pub fn place(&self) -> String {
        let [first, others @ ..] = &*self.spots else { return String::new() };
        if others.is_empty() {
            return first.to_string();
        }
        let count = self.spots.len();
        if others.iter().all(|spot| spot.subject == first.subject) {
            return format!("{}, {count} places", first.subject);
        }
        if others.iter().any(|spot| spot.place != first.place) {
            return format!("{count} places");
        }
        let all = |kind: fn(&Subject) -> bool| self.spots.iter().all(|spot| kind(&spot.subject));
        let kind = match &first.subject {
            Subject::Operation(_) if all(|subject| matches!(subject, Subject::Operation(_))) => "operations",
            Subject::Schema(_) if all(|subject| matches!(subject, Subject::Schema(_))) => "schemas",
            _ => "places",
        };
        let place = if first.place.is_empty() { "" } else { ", " };
        format!("{count} {kind}{place}{}", first.place)
    }

    /// Returns the change as one line, which is its name in `docs/contract/accepted.md`.
    #[must_use]
    pub fn line(&self) -> String {
        format!("{}: {}", self.place(), self.what)
    }

    /// Returns the line of each spot, as if the change were only there.
    pub(super) fn lines(&self) -> impl Iterator<Item = String> {
        self.spots.iter().map(|spot| format!("{spot}: {}", self.what))
    }

    /// Returns the names of the spots, which the line only counts. Empty if there is only one.
    pub(super) fn names(&self) -> Vec<String> {
        let [first, others @ ..] = &*self.spots else { return Vec::new() };
        if others.is_empty() {
            return Vec::new();
        }
        let one_place = others.iter().all(|spot| spot.place == first.place);
        let one_subject = others.iter().all(|spot| spot.subject == first.subject);
        let name = |spot: &Spot| match (one_place, one_subject) {
            (true, _) => name(&spot.subject),
            (_, true) => spot.place.clone(),
            _ => spot.to_string(),
        };
        self.spots.iter().map(name).collect()
    }
}

fn name(subject: &Subject) -> String {
    match subject {
        Subject::Operation(name) | Subject::Schema(name) | Subject::Thing(name) => name.clone(),
    }
}
