//! What an audit event is.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use crate::clock::Instant;
use crate::id::Id;
use crate::origin::Origin;
use crate::page::SortField;
use crate::text;

macro_rules! actions {
    ($($variant:ident: $name:literal, $meaning:literal;)*) => {
        /// What is audited. The names are part of the contract and are never reused.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[expect(missing_docs, reason = "each has its meaning in the registry, as text that callers read")]
        pub enum Action { $($variant,)* }

        impl Action {
            /// Every action, in the order of the registry.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name in the contract and in the database.
            #[must_use]
            pub const fn name(self) -> &'static str { match self { $(Self::$variant => $name,)* } }

            /// What happened, in a sentence.
            #[must_use]
            pub const fn meaning(self) -> &'static str { match self { $(Self::$variant => $meaning,)* } }
        }
    };
}

actions! {
    SessionOpened: "session.opened", "Somebody signed in.";
    SessionRefused: "session.refused", "Somebody failed to sign in.";
    SessionEnded: "session.ended", "A session was ended.";
    SessionReplayed: "session.replayed", "A refresh token was used a second time, and its session was ended.";
    UserCreated: "user.created", "A user was made, or signed up.";
    UserChanged: "user.changed", "A user was changed.";
    UserDeleted: "user.deleted", "A user was deleted.";
    PasswordChanged: "password.changed", "Somebody changed the password by the old one.";
    PasswordResetAsked: "password.reset_asked", "Somebody asked for a letter with which to set a new password.";
    PasswordReset: "password.reset", "Somebody set a new password by such a letter.";
    ClientCreated: "client.created", "A client was made.";
    ClientChanged: "client.changed", "A client was changed.";
    ClientDeleted: "client.deleted", "A client was deleted.";
    ClientSecretRotated: "client.secret_rotated", "A client got another secret.";
    ClientRefused: "client.refused", "A client did not prove who it is.";
    AccessGranted: "access.granted", "Somebody let a client act for them.";
    CodeReplayed: "code.replayed", "An authorization code was used a second time, and what it gave was ended.";
    KeyRotated: "key.rotated", "There is a new signing key.";
    AuthorCreated: "author.created", "An author was made.";
    AuthorChanged: "author.changed", "An author was changed.";
    AuthorDeleted: "author.deleted", "An author was deleted.";
    BookCreated: "book.created", "A book was made.";
    BookChanged: "book.changed", "A book was changed.";
    BookDeleted: "book.deleted", "A book was deleted.";
    AccessRefused: "access.refused", "Somebody wanted what the token is not for.";
    AttemptsLimited: "attempts.limited", "There were too many attempts, and this one was not looked at.";
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was done.
    Done,
    /// Whoever it was may not.
    Refused,
    /// It was tried, and went wrong.
    Failed,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: &[Self] = &[Self::Done, Self::Refused, Self::Failed];

    /// The name in the contract and in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Failed => "failed",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
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
    pub action: Option<Action>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// Who did it.
    pub actor_id: Option<Id>,
    /// At this moment or later.
    pub start_time: Option<Instant>,
    /// Before this moment.
    pub end_time: Option<Instant>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_have_names_of_their_own_and_say_what_happened() {
        let mut names: Vec<_> = Action::ALL.iter().map(|action| action.name()).collect();
        names.sort_unstable();
        names.dedup();

        assert_eq!(names.len(), Action::ALL.len());
        for action in Action::ALL {
            let word = |part: &str| part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
            assert!(action.name().split('.').all(word) && action.name().len() <= 60, "{action}");
            assert!(action.meaning().ends_with('.'), "{action}");
        }
    }

    #[test]
    fn whatever_is_given_becomes_one_short_line() {
        let event = Event::new(Id::example(1), Instant::EXAMPLE, Action::SessionRefused, &Origin::default())
            .named("eve\r\nroot signed in")
            .on("user", "x".repeat(900))
            .with("note", "a\nb");

        assert_eq!(event.actor, "eve\u{fffd}\u{fffd}root signed in");
        assert_eq!(event.target.unwrap().len(), TEXT);
        assert_eq!(event.details["note"], "a\u{fffd}b");
    }
}
