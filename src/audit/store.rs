//! Audit event queries and row types.

use std::borrow::Cow;
use std::collections::BTreeMap;

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{QueryFragment, QueryId};
use diesel_async::RunQueryDsl;

use super::model::{AuditFilter, AuditSort, Event, Outcome};
use crate::clock::Instant;
use crate::db::schema::audit_events;
use crate::db::types::Json;
use crate::db::{Conn, Side};
use crate::error::Result;
use crate::id::Id;
use crate::page::{Slice, Window};
use crate::{first, page_of, within};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
// Every column is written, so that PostgreSQL can keep the prepared statement.
#[diesel(table_name = audit_events, treat_none_as_default_value = false)]
struct EventRow {
    id: Id,
    created_at: Instant,
    action: String,
    outcome: String,
    actor_id: Option<Id>,
    actor: String,
    target: Option<String>,
    address: String,
    agent: String,
    request_id: String,
    details: Option<Json<BTreeMap<String, String>>>,
}

impl From<Event> for EventRow {
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
        Self {
            id,
            created_at,
            action: action.into_owned(),
            outcome: outcome.name().to_owned(),
            actor_id,
            actor,
            target,
            address,
            agent,
            request_id,
            details: (!details.is_empty()).then_some(Json(details)),
        }
    }
}

impl From<EventRow> for Event {
    fn from(row: EventRow) -> Self {
        let EventRow {
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
        } = row;
        let outcome = Outcome::named(&outcome).unwrap_or(Outcome::Failed);
        Self {
            id,
            created_at,
            action: Cow::Owned(action),
            outcome,
            actor_id,
            actor,
            target,
            address,
            agent,
            request_id,
            details: details.map(|Json(details)| details).unwrap_or_default(),
        }
    }
}

/// Inserts events, on PostgreSQL with one statement. SQLite inserts one row at a time, which costs no more inside the process.
pub(super) async fn insert_all(conn: &mut Conn, events: Vec<Event>) -> Result<()> {
    if events.is_empty() {
        return Ok(());
    }
    let rows: Vec<_> = events.into_iter().map(EventRow::from).collect();
    match conn.side() {
        Side::Postgres(c) => {
            diesel::insert_into(audit_events::table).values(&rows).execute(c).await?;
        }
        Side::Sqlite(c) => {
            for row in &rows {
                diesel::insert_into(audit_events::table).values(row).execute(c).await?;
            }
        }
    }
    Ok(())
}

/// Returns the statement that inserts an event, so that another module can combine it with its own statement on PostgreSQL
/// (`db::together`).
pub(crate) fn recording(event: Event) -> impl QueryFragment<Pg> + QueryId + Send {
    diesel::insert_into(audit_events::table).values(EventRow::from(event))
}

pub(super) async fn find(conn: &mut Conn, id: Id) -> Result<Option<Event>> {
    let row = first!(conn, audit_events::table.find(id).select(EventRow::as_select()))?;
    Ok(row.map(Event::from))
}

pub(super) async fn list(
    conn: &mut Conn,
    filter: &AuditFilter,
    window: &Window<AuditSort>,
) -> Result<Slice<Event>> {
    let AuditFilter { action, outcome, actor_id, made } = filter;
    let page = page_of!(conn, window, EventRow of audit_events, {
        AuditSort::CreatedAt => created_at: Moment,
    }, |query| {
        if let Some(action) = action {
            query = query.filter(audit_events::action.eq(action.as_str()));
        }
        if let Some(outcome) = outcome {
            query = query.filter(audit_events::outcome.eq(outcome.name()));
        }
        if let Some(actor) = actor_id {
            query = query.filter(audit_events::actor_id.eq(actor));
        }
        within!(query, audit_events::created_at, made);
    })?;
    Ok(page.map(Event::from))
}
