//! Wire types for audit events.

use std::fmt;

use poem_openapi::Object;
use poem_openapi::registry::MetaSchema;
use poem_openapi::types::Example;
use serde::Serialize;

use super::model::{Event, Outcome};
use crate::clock::Instant;
use crate::contract::listed;
use crate::http::answers::Resource;
use crate::http::choose::Selectable;
use crate::http::enumerated::enum_type;
use crate::http::list::Listed;
use crate::http::scalar::{string, string_type};
use crate::id::Id;

/// The name of an action. The registry knows which actions exist, and the OpenAPI document lists them.
#[derive(Debug, Clone)]
pub struct ActionName(String);

string_type!(
    @named ActionName,
    "AuditAction",
    MetaSchema {
        description: Some("The actions that are recorded so far. New actions can be added at any time."),
        format: Some(listed::ACTION),
        ..string()
    },
    |text: String| Ok::<_, &str>(Self(text))
);

impl ActionName {
    /// The name.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

impl fmt::Display for ActionName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

enum_type!(
    Outcome,
    "Outcome",
    "The outcome of an action: it succeeded (`done`), it was not permitted (`refused`), or it was attempted and went wrong (`failed`)."
);

/// An event in the audit log. Events never change, so they have no `updatedAt` and no `version`.
#[derive(Debug, Clone, Object, Serialize)]
#[oai(rename_all = "camelCase", skip_serializing_if_is_none, example = true)]
#[serde(rename_all = "camelCase")]
pub struct AuditEvent {
    /// The event's id.
    id: Id,
    /// What happened. New actions can be added at any time.
    #[oai(validator(max_length = 60, pattern = "^[a-z_]+\\.[a-z_]+$"))]
    action: String,
    outcome: Outcome,
    /// The user or client that did it, if known. The account may have been deleted since.
    #[serde(skip_serializing_if = "Option::is_none")]
    actor_id: Option<Id>,
    /// The name that was given, for example at a failed sign-in. It does not have to belong to an account.
    #[oai(validator(max_length = 200))]
    #[serde(skip_serializing_if = "Option::is_none")]
    actor: Option<String>,
    /// The resource that was affected: its type and its id.
    #[oai(validator(max_length = 200))]
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<String>,
    /// The IP address that the request came from.
    #[oai(validator(max_length = 60))]
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
    /// The `User-Agent` of the request.
    #[oai(validator(max_length = 200))]
    #[serde(skip_serializing_if = "Option::is_none")]
    agent: Option<String>,
    /// The id of the request (`x-request-id`).
    #[oai(validator(max_length = 64))]
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<String>,
    /// More details of the event.
    #[oai(validator(max_items = 20))]
    #[serde(skip_serializing_if = "Option::is_none")]
    details: Option<Vec<AuditDetail>>,
    /// When it happened.
    created_at: Instant,
}

/// A detail of an event.
#[derive(Debug, Clone, Object, Serialize)]
#[oai(rename_all = "camelCase", skip_serializing_if_is_none)]
#[serde(rename_all = "camelCase")]
pub struct AuditDetail {
    /// The name of the detail.
    #[oai(validator(max_length = 60))]
    name: String,
    /// The value of the detail.
    #[oai(validator(max_length = 200))]
    value: String,
}

impl From<Event> for AuditEvent {
    fn from(event: Event) -> Self {
        let Event {
            id,
            created_at,
            action,
            outcome,
            actor_id,
            actor,
            target,
            address,
            agent,
            request_id,
            details,
        } = event;
        let some = |text: String| (!str::is_empty(&text)).then_some(text);
        let details: Vec<_> = details.into_iter().map(|(name, value)| AuditDetail { name, value }).collect();
        Self {
            id,
            action: action.into_owned(),
            outcome,
            actor_id,
            actor: some(actor),
            target,
            address: some(address),
            agent: some(agent),
            request_id: some(request_id),
            details: Some(details).filter(|details| !<[_]>::is_empty(details)),
            created_at,
        }
    }
}

impl Resource for AuditEvent {
    /// The version is always 1, because events never change.
    fn version(&self) -> i64 {
        1
    }
}

impl Selectable for AuditEvent {
    const FIELDS: &'static [&'static str] = &[
        "action",
        "outcome",
        "actorId",
        "actor",
        "target",
        "address",
        "agent",
        "requestId",
        "details",
        "createdAt",
    ];
}

impl Listed for AuditEvent {
    const PAGE: &'static str = "AuditEventPage";
    type Detailed = Self;
}

impl Example for AuditEvent {
    fn example() -> Self {
        let scope = AuditDetail { name: "scope".to_owned(), value: "users:write".to_owned() };
        Self {
            id: Id::example(1),
            action: "access.refused".to_owned(),
            outcome: Outcome::Refused,
            actor_id: Some(Id::example(2)),
            actor: None,
            target: Some("operation POST /v1/users".to_owned()),
            address: Some("203.0.113.9".to_owned()),
            agent: Some("curl/8.5.0".to_owned()),
            request_id: Some(Id::example(3).to_string()),
            details: Some(vec![scope]),
            created_at: Instant::EXAMPLE,
        }
    }
}

#[cfg(test)]
mod tests {
    use poem_openapi::types::ToJSON as _;

    use super::*;
    use crate::action::Action;
    use crate::http::answers::same_as_contract;
    use crate::origin::Origin;

    #[test]
    fn an_event_is_written_as_the_contract_says_with_and_without_what_can_be_missing() {
        let bare = Event::new(
            Id::example(1),
            Instant::EXAMPLE,
            Action::new("test.done", "A test."),
            &Origin::default(),
        );
        let bare = AuditEvent::from(bare);

        assert!(same_as_contract(&AuditEvent::example()) && same_as_contract(&bare));
        assert_eq!(bare.to_json().unwrap().as_object().unwrap().len(), 4);
    }
}
