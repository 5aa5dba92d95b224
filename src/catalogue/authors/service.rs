//! Business rules and use cases for authors.

use super::super::shelf;
use super::model::{Author, AuthorDraft, AuthorFilter, AuthorSort};
use super::store::{self, AuthorRow};
use crate::action::Action;
use crate::app::App;
use crate::audit::{self, Event};
use crate::caller::Caller;
use crate::catalogue::actions;
use crate::catalogue::errors;
use crate::clock::Instant;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::origin::Origin;
use crate::page::{Slice, Window};
use crate::version::{Guard, Stamp};

/// The use cases for authors.
#[derive(Debug, Clone)]
pub struct Authors {
    app: App,
}

impl Authors {
    /// Creates the use cases for this app.
    #[must_use]
    pub fn new(app: App) -> Self {
        Self { app }
    }

    /// Creates an author.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn create(&self, caller: &Caller, origin: &Origin, draft: AuthorDraft) -> Result<Author> {
        let row = AuthorRow::new(self.app.new_stamp(), draft);
        let event = self.event(actions::AUTHOR_CREATED, caller, origin, row.id());
        self.app.db.write_at_once(async move |conn: &mut Conn| store::create(conn, row, event).await).await
    }

    /// Returns an author.
    ///
    /// # Errors
    /// `author_not_found`.
    pub async fn get(&self, id: Id) -> Result<Author> {
        let found = self.app.db.read(async move |conn: &mut Conn| store::find(conn, id).await).await?;
        found.ok_or_else(|| errors::AUTHOR_NOT_FOUND.into())
    }

    /// Returns a page of authors.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self, filter: AuthorFilter, window: Window<AuthorSort>) -> Result<Slice<Author>> {
        let long = window.count || filter.search.is_some();
        self.app.db.list(long, async move |conn: &mut Conn| store::list(conn, &filter, &window).await).await
    }

    /// Replaces an author.
    ///
    /// # Errors
    /// `author_not_found`, or `version_mismatch` when the guard does not allow the current version.
    pub async fn replace(
        &self,
        caller: &Caller,
        origin: &Origin,
        id: Id,
        guard: Guard,
        draft: AuthorDraft,
    ) -> Result<Author> {
        let (now, event) = (self.app.clock.now(), self.event(actions::AUTHOR_CHANGED, caller, origin, id));
        let unit = async move |conn: &mut Conn| change(conn, id, &guard, draft, now, event).await;
        self.app.db.write(unit).await
    }

    /// Changes an author to what `edit` makes of the current state.
    ///
    /// # Errors
    /// The errors of [`Authors::replace`] and `edit`, and `write_conflict` when concurrent writes keep getting in between.
    pub async fn revise<F>(
        &self,
        caller: &Caller,
        origin: &Origin,
        id: Id,
        guard: Guard,
        edit: F,
    ) -> Result<Author>
    where
        F: Fn(Author) -> Result<AuthorDraft> + Send + Sync,
    {
        let find = async move |conn: &mut Conn| {
            store::find(conn, id).await?.ok_or_else(|| Error::from(errors::AUTHOR_NOT_FOUND))
        };
        let plan = |current: Author| {
            let (now, same) = (self.app.clock.now(), Guard::only(current.stamp.version));
            let (draft, event) = (edit(current)?, self.event(actions::AUTHOR_CHANGED, caller, origin, id));
            Ok(async move |conn: &mut Conn| change(conn, id, &same, draft, now, event).await)
        };
        self.app.db.revise(guard, find, plan).await
    }

    /// Deletes an author who has no books.
    ///
    /// # Errors
    /// `author_not_found`, `version_mismatch`, `author_has_books`.
    pub async fn delete(&self, caller: &Caller, origin: &Origin, id: Id, guard: Guard) -> Result<()> {
        let event = self.event(actions::AUTHOR_DELETED, caller, origin, id);
        let unit = async move |conn: &mut Conn| {
            store::delete(conn, id, &guard).await?;
            audit::record(conn, event).await
        };
        self.app.db.write(unit).await
    }

    fn event(&self, action: Action, caller: &Caller, origin: &Origin, id: Id) -> Event {
        audit::event(&self.app, action, origin).by(caller.subject.id()).on("author", id)
    }
}

async fn change(
    conn: &mut Conn,
    id: Id,
    guard: &Guard,
    draft: AuthorDraft,
    now: Instant,
    event: Event,
) -> Result<Author> {
    let words = draft.name_words();
    let author = store::update(conn, id, guard, draft, now).await?;
    shelf::author_changed(conn, id, &words).await?;
    audit::record(conn, event).await?;
    Ok(author)
}

/// Returns the authors with these ids, in no particular order.
pub(in super::super) async fn find_all(conn: &mut Conn, ids: &[Id]) -> Result<Vec<Author>> {
    store::find_all(conn, ids).await
}

/// Returns the authors with these ids, in no particular order, and locks their rows against changes until the unit of work ends.
pub(in super::super) async fn hold(conn: &mut Conn, ids: &[Id]) -> Result<Vec<Author>> {
    store::hold(conn, ids).await
}

/// Returns whether there is no author, and prevents others from creating one before the unit of work ends.
pub(in super::super) async fn none_yet(conn: &mut Conn) -> Result<bool> {
    store::none_yet(conn).await
}

/// Inserts many authors.
pub(in super::super) async fn insert_all(
    conn: &mut Conn,
    drafts: Vec<(Stamp, AuthorDraft)>,
) -> Result<Vec<Author>> {
    store::insert_all(conn, drafts.into_iter().map(|(stamp, draft)| AuthorRow::new(stamp, draft)).collect())
        .await
}
