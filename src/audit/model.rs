//! Domain types of audit events.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use crate::action::Action;
use crate::clock::Instant;
use crate::id::Id;
use crate::named;
use crate::origin::Origin;
use crate::page::{Period, SortField};
use crate::text;

named! {
    /// How it ended.
    pub enum Outcome {
        /// It was done.
        Done = "done",
        /// Whoever it was may not.
        Refused = "refused",
        /// It was tried, and went wrong.
        Failed = "failed",
    }
}

/// How much of a text is kept, in characters; and how many details an event has at most.
pub(super) const TEXT: usize = 200;
pub(super) const DETAILS: usize = 20;

/// Something that happened. Every text in it is one short line, whoever it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub(super) id: Id,
    pub(super) created_at: Instant,
    /// A name, because a newer server may have written one that this one does not know.
    pub(super) action: Cow<'static, str>,
    pub(super) outcome: Outcome,
    pub(super) actor_id: Option<Id>,
    pub(super) actor: String,
    pub(super) target: Option<String>,
    pub(super) address: String,
    pub(super) agent: String,
    pub(super) request_id: String,
    pub(super) details: BTreeMap<String, String>,
}

impl Event {
    /// Something that was done, by nobody who is known.
    pub(super) fn new(id: Id, created_at: Instant, action: Action, origin: &Origin) -> Self {
        let Origin { address, agent, request_id } = origin;
        Self {
            id,
            created_at,
            action: Cow::Borrowed(action.name()),
            outcome: Outcome::Done,
            actor_id: None,
            actor: String::new(),
            target: None,
            address: address.map(|address| address.to_string()).unwrap_or_default(),
            agent: agent.clone(),
            request_id: request_id.clone(),
            details: BTreeMap::new(),
        }
    }

    /// The same with another outcome.
    #[must_use]
    pub fn outcome(self, outcome: Outcome) -> Self {
        Self { outcome, ..self }
    }

    /// The same, done by this user or this client.
    #[must_use]
    pub fn by(self, actor: Id) -> Self {
        Self { actor_id: Some(actor), ..self }
    }

    /// The same, done by whoever gave this name; whether it is anybody's is not said.
    #[must_use]
    pub fn named(self, actor: &str) -> Self {
        Self { actor: text::one_line(actor, TEXT), ..self }
    }

    /// The same, done to this: `on("user", id)`.
    #[must_use]
    pub fn on(self, kind: &str, which: impl fmt::Display) -> Self {
        Self { target: Some(text::one_line(&format!("{kind} {which}"), TEXT)), ..self }
    }

    /// The same with one detail more: `with("scope", scope)`. Never a secret.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        if self.details.len() < DETAILS {
            self.details.insert(name.to_owned(), text::one_line(&value.to_string(), TEXT));
        }
        self
    }
}

/// What audit events can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditSort {
    /// When it happened.
    CreatedAt,
}

impl SortField for AuditSort {
    const FIELDS: &'static [(&'static str, Self)] = &[("createdAt", Self::CreatedAt)];
    const DEFAULT: &'static str = "-createdAt";
}

/// Which audit events a list has.
#[derive(Debug, Clone, Default)]
pub struct AuditFilter {
    /// What happened.
    pub action: Option<String>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// Who did it.
    pub actor_id: Option<Id>,
    /// Made in this time.
    pub made: Period,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_given_becomes_one_short_line() {
        let event = Event::new(
            Id::example(1),
            Instant::EXAMPLE,
            Action::new("test.done", "A test."),
            &Origin::default(),
        )
        .named("eve\r\nroot signed in")
        .on("user", "x".repeat(900))
        .with("note", "a\nb");

        assert_eq!(event.actor, "eve\u{fffd}\u{fffd}root signed in");
        assert_eq!(event.target.unwrap().len(), TEXT);
        assert_eq!(event.details["note"], "a\u{fffd}b");
    }
}
