//! Audit events over HTTP.

use poem_openapi::param::{Header, Path, Query};
use poem_openapi::{OpenApi, Tags};

use super::contract::{ActionName, AuditEvent};
use super::model::{AuditFilter, AuditSort, Outcome};
use super::service::Audit;
use crate::audit::errors;
use crate::audit::scopes;
use crate::clock::Instant;
use crate::http::answers::Found;
use crate::http::auth::Allowed;
use crate::http::choose::{Fields, SortBy};
use crate::http::etag::EntityTags;
use crate::http::failure::Failure;
use crate::http::list::{Count, Cursor, Here, Limit, Listing, PageNumber, Paging};
use crate::id::Id;
use crate::{demands, failures};

demands! {
    /// Of everything that shows what others did.
    ReadAudit: scopes::AUDIT_READ;
}

failures! {
    /// Of `listAuditEvents`.
    ListAuditEvents: ;
    /// Of `getAuditEvent`.
    OneAuditEvent: errors::AUDIT_EVENT_NOT_FOUND;
}

/// The group of the operations.
#[derive(Debug, Clone, Copy, Tags)]
enum Tag {
    /// What happened: who signed in, who was refused, who changed what.
    Audit,
}

/// The operations on audit events.
#[derive(Debug, Clone)]
pub struct AuditApi {
    /// What they lead to.
    pub audit: Audit,
}

#[OpenApi(tag = "Tag::Audit")]
impl AuditApi {
    /// List audit events
    ///
    /// The newest first unless `sort` says otherwise.
    #[oai(path = "/v1/audit-events", method = "get", operation_id = "listAuditEvents")]
    #[expect(clippy::too_many_arguments, reason = "each is a parameter of the contract")]
    async fn list(
        &self,
        _caller: Allowed<ReadAudit>,
        here: Here,
        /// Items on a page at most; 20 unless given.
        Query(limit): Query<Option<Limit>>,
        /// The page at this place; from `nextCursor` or `Link` of another page of the same list.
        Query(cursor): Query<Option<Cursor>>,
        /// The page with this number, the first being 1. Not together with `cursor`.
        Query(page): Query<Option<PageNumber>>,
        /// Whether to count the whole list; pages by number always do.
        Query(count): Query<Option<Count>>,
        /// The order: up to three fields, `-` for descending.
        Query(sort): Query<Option<SortBy<AuditSort>>>,
        /// Only those of this action.
        Query(action): Query<Option<ActionName>>,
        /// Only those that ended so.
        Query(outcome): Query<Option<Outcome>>,
        /// Only those of this user or this client.
        Query(actor_id): Query<Option<Id>>,
        /// Only those made at this moment or later.
        Query(start_time): Query<Option<Instant>>,
        /// Only those made before this moment.
        Query(end_time): Query<Option<Instant>>,
        /// Only these fields of each item, separated by commas, and the `id`.
        Query(fields): Query<Option<Fields<AuditEvent>>>,
    ) -> Result<Listing<AuditEvent>, Failure<ListAuditEvents>> {
        let window = here.window(Paging { limit, cursor, page, count, sort })?;
        let action = action.map(ActionName::into_string);
        let filter = AuditFilter { action, outcome, actor_id, start_time, end_time };
        let slice = self.audit.list(filter, window.clone()).await?;
        Ok(here.listing(&window, slice, fields.as_ref(), AuditEvent::from, |event| Some(event.into())))
    }

    /// Read an audit event
    ///
    /// It never changes, so its `ETag` is always the same.
    #[oai(path = "/v1/audit-events/:audit_event_id", method = "get", operation_id = "getAuditEvent")]
    async fn get(
        &self,
        _caller: Allowed<ReadAudit>,
        /// The event's id.
        Path(audit_event_id): Path<Id>,
        /// Versions that the caller has; if the present one is among them, the answer is `304`.
        #[oai(name = "If-None-Match")]
        Header(if_none_match): Header<Option<EntityTags>>,
    ) -> Result<Found<AuditEvent>, Failure<OneAuditEvent>> {
        let event = self.audit.get(audit_event_id).await?;
        Ok(Found::new(event.into(), if_none_match.as_ref()))
    }
}
