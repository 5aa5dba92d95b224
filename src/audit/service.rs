//! Use cases for audit events: write and read them.

use super::model::{AuditFilter, AuditSort, Event};
use super::store;
use crate::action::Action;
use crate::app::App;
use crate::audit::errors;
use crate::db::Conn;
use crate::error::Result;
use crate::id::Id;
use crate::origin::Origin;
use crate::page::{Slice, Window};

/// Creates an event with the current time.
#[must_use]
pub fn event(app: &App, action: Action, origin: &Origin) -> Event {
    Event::new(app.ids.next(), app.clock.now(), action, origin)
}

/// Writes an event in the unit of work that it describes, so that neither exists without the other.
///
/// # Errors
/// When the database fails.
pub async fn record(conn: &mut Conn, event: Event) -> Result<()> {
    store::insert_all(conn, vec![event]).await
}

/// Writes many events in the unit of work that they describe. On PostgreSQL, this is one statement.
///
/// # Errors
/// When the database fails.
pub async fn record_all(conn: &mut Conn, events: Vec<Event>) -> Result<()> {
    store::insert_all(conn, events).await
}

/// The use cases for audit events.
#[derive(Debug, Clone)]
pub struct Audit {
    app: App,
}

impl Audit {
    /// Creates the use cases for this app.
    #[must_use]
    pub fn new(app: App) -> Self {
        Self { app }
    }

    /// Returns an event.
    ///
    /// # Errors
    /// `audit_event_not_found`.
    pub async fn get(&self, id: Id) -> Result<Event> {
        let found = self.app.db.read(async move |conn: &mut Conn| store::find(conn, id).await).await?;
        found.ok_or_else(|| errors::AUDIT_EVENT_NOT_FOUND.into())
    }

    /// Returns a page of events.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self, filter: AuditFilter, window: Window<AuditSort>) -> Result<Slice<Event>> {
        // There is no index for the outcome, so the database may have to read many rows.
        let long = window.count || filter.outcome.is_some();
        self.app.db.list(long, async move |conn: &mut Conn| store::list(conn, &filter, &window).await).await
    }
}
