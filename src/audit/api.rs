//! HTTP handlers for audit events.

use poem_openapi::param::{Header, Path, Query};
use poem_openapi::{OpenApi, Tags};

use super::contract::{ActionName, AuditEvent};
use super::model::{AuditFilter, AuditSort, Outcome};
use super::service::Audit;
use crate::audit::errors;
use crate::audit::scopes;
use crate::http::answers::Found;
use crate::http::auth::Allowed;
use crate::http::etag::EntityTags;
use crate::http::failure::Failure;
use crate::http::list::{Listing, Paged};
use crate::id::Id;
use crate::page::Period;
use crate::{demands, failures};

demands! {
    /// The scope for reading the audit log.
    ReadAudit: scopes::AUDIT_READ;
}

failures! {
    /// Failures of `listAuditEvents`.
    ListAuditEvents: ;
    /// Failures of `getAuditEvent`.
    OneAuditEvent: errors::AUDIT_EVENT_NOT_FOUND;
}

/// The group of the operations.
#[derive(Debug, Clone, Copy, Tags)]
enum Tag {
    /// A record of sign-ins, refused requests and changes.
    Audit,
}

/// The operations on audit events.
#[derive(Debug, Clone)]
pub struct AuditApi {
    /// The use cases behind the operations.
    pub audit: Audit,
}

#[OpenApi(tag = "Tag::Audit")]
impl AuditApi {
    /// List audit events
    ///
    /// Returns the newest events first, unless `sort` says otherwise.
    #[oai(path = "/v1/audit-events", method = "get", operation_id = "listAuditEvents")]
    async fn list(
        &self,
        _caller: Allowed<ReadAudit>,
        page: Paged<AuditSort, AuditEvent>,
        /// Only events with this action.
        Query(action): Query<Option<ActionName>>,
        /// Only events with this outcome.
        Query(outcome): Query<Option<Outcome>>,
        /// Only events of this user or client.
        Query(actor_id): Query<Option<Id>>,
        made: Period,
    ) -> Result<Listing<AuditEvent>, Failure<ListAuditEvents>> {
        let action = action.map(ActionName::into_string);
        let filter = AuditFilter { action, outcome, actor_id, made };
        let slice = self.audit.list(filter, page.window.clone()).await?;
        Ok(page.listing(slice, AuditEvent::from, |event| Some(event.into())))
    }

    /// Get an audit event
    ///
    /// Audit events never change, so the `ETag` is always the same.
    #[oai(path = "/v1/audit-events/:audit_event_id", method = "get", operation_id = "getAuditEvent")]
    async fn get(
        &self,
        _caller: Allowed<ReadAudit>,
        /// The event's id.
        Path(audit_event_id): Path<Id>,
        /// The versions (`ETag`s) that you have. If one of them is current, the response is `304`.
        #[oai(name = "If-None-Match")]
        Header(if_none_match): Header<Option<EntityTags>>,
    ) -> Result<Found<AuditEvent>, Failure<OneAuditEvent>> {
        let event = self.audit.get(audit_event_id).await?;
        Ok(Found::new(event.into(), if_none_match.as_ref()))
    }
}
