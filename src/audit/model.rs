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
    /// The outcome of an action.
    pub enum Outcome {
        /// The action succeeded.
        Done = "done",
        /// The action was not permitted.
        Refused = "refused",
        /// The action was attempted and went wrong.
        Failed = "failed",
    }
}

/// The most characters of a text that are kept; below it, the most details that an event has.
pub(super) const TEXT: usize = 200;
pub(super) const DETAILS: usize = 20;

/// An audit event. Every text in it is one short line, whoever sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub(super) id: Id,
    pub(super) created_at: Instant,
    /// Stored as text, because a newer server may have written an action that this server does not know.
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
    /// Creates an event with the outcome `done` and no actor.
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

    /// Sets the outcome.
    #[must_use]
    pub fn outcome(self, outcome: Outcome) -> Self {
        Self { outcome, ..self }
    }

    /// Sets the actor: the id of a user or a client.
    #[must_use]
    pub fn by(self, actor: Id) -> Self {
        Self { actor_id: Some(actor), ..self }
    }

    /// Sets the name of the actor, as it was given. It need not belong to an account.
    #[must_use]
    pub fn named(self, actor: &str) -> Self {
        Self { actor: text::one_line(actor, TEXT), ..self }
    }

    /// Sets the target: `on("user", id)`.
    #[must_use]
    pub fn on(self, kind: &str, which: impl fmt::Display) -> Self {
        Self { target: Some(text::one_line(&format!("{kind} {which}"), TEXT)), ..self }
    }

    /// Adds a detail: `with("scope", scope)`. Never add a secret.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        if self.details.len() < DETAILS {
            self.details.insert(name.to_owned(), text::one_line(&value.to_string(), TEXT));
        }
        self
    }
}

/// The fields that audit events can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditSort {
    /// When it happened.
    CreatedAt,
}

impl SortField for AuditSort {
    const FIELDS: &'static [(&'static str, Self)] = &[("createdAt", Self::CreatedAt)];
    const DEFAULT: &'static str = "-createdAt";
}

/// Filters of a list of audit events.
#[derive(Debug, Clone, Default)]
pub struct AuditFilter {
    /// Only events with this action.
    pub action: Option<String>,
    /// Only events with this outcome.
    pub outcome: Option<Outcome>,
    /// Only events of this user or client.
    pub actor_id: Option<Id>,
    /// Only events of this period.
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
