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

/// An event that happens now.
#[must_use]
pub fn event(app: &App, action: Action, origin: &Origin) -> Event {
    Event::new(app.ids.next(), app.clock.now(), action, origin)
}

/// Writes an event in the unit of work that it tells of: both are there afterwards, or neither.
///
/// # Errors
/// When the database fails.
pub async fn record(conn: &mut Conn, event: Event) -> Result<()> {
    store::insert_all(conn, vec![event]).await
}

/// The same for many events, in one statement on PostgreSQL.
///
/// # Errors
/// When the database fails.
pub async fn record_all(conn: &mut Conn, events: Vec<Event>) -> Result<()> {
    store::insert_all(conn, events).await
}

/// Audit events' use cases.
#[derive(Debug, Clone)]
pub struct Audit {
    app: App,
}

impl Audit {
    /// The use cases on an app.
    #[must_use]
    pub fn new(app: App) -> Self {
        Self { app }
    }

    /// Reads an event.
    ///
    /// # Errors
    /// `audit_event_not_found`.
    pub async fn get(&self, id: Id) -> Result<Event> {
        let found = self.app.db.read(async move |conn: &mut Conn| store::find(conn, id).await).await?;
        found.ok_or_else(|| errors::AUDIT_EVENT_NOT_FOUND.into())
    }

    /// Lists events.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self, filter: AuditFilter, window: Window<AuditSort>) -> Result<Slice<Event>> {
        // How an event ended has no index of its own, so the database may have to look at many.
        let long = window.count || filter.outcome.is_some();
        self.app.db.list(long, async move |conn: &mut Conn| store::list(conn, &filter, &window).await).await
    }
}
