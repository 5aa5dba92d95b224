//! Business rules and use cases for books.

mod batch;

use super::model::{Book, BookDraft, BookFilter, BookSort, Shelved};
use super::store::{self, BookRow};
use crate::action::Action;
use crate::app::App;
use crate::audit::{self, Event};
use crate::caller::Caller;
use crate::catalogue::actions;
use crate::catalogue::authors::{self, Author};
use crate::catalogue::errors;
use crate::clock::Instant;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::origin::Origin;
use crate::page::{Slice, Window};
use crate::version::{Guard, Stamp};

/// The use cases for books.
#[derive(Debug, Clone)]
pub struct Books {
    app: App,
}

/// A book and its author.
pub type WithAuthor = (Book, Author);

impl Books {
    /// Creates the use cases for this app.
    #[must_use]
    pub fn new(app: App) -> Self {
        Self { app }
    }

    /// Creates a book.
    ///
    /// # Errors
    /// `validation_failed` at `/authorId` when the author does not exist; `isbn_taken`.
    pub async fn create(&self, caller: &Caller, origin: &Origin, draft: BookDraft) -> Result<WithAuthor> {
        let stamp = self.app.new_stamp();
        let event = self.event(actions::BOOK_CREATED, caller, origin, stamp.id);
        let unit = async move |conn: &mut Conn| store::create::create(conn, stamp, draft, event).await;
        self.app.db.write_at_once(unit).await
    }

    /// Returns a book with its author.
    ///
    /// # Errors
    /// `book_not_found`.
    pub async fn get(&self, id: Id) -> Result<WithAuthor> {
        let found = self.app.db.read(async move |conn: &mut Conn| store::find(conn, id).await).await?;
        found.ok_or_else(|| errors::BOOK_NOT_FOUND.into())
    }

    /// Returns a page of books, with their authors if `expand` is set.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(
        &self,
        filter: BookFilter,
        window: Window<BookSort>,
        expand: bool,
    ) -> Result<Slice<Shelved>> {
        // No index has the books of several genres in the order of the list, so the database may have to read many rows.
        let long = window.count || filter.search.is_some() || filter.genres.len() > 1;
        let unit = async move |conn: &mut Conn| store::list(conn, &filter, &window, expand).await;
        self.app.db.list(long, unit).await
    }

    /// Returns a page of an author's books.
    ///
    /// # Errors
    /// `author_not_found`.
    pub async fn list_of(
        &self,
        author: Id,
        mut filter: BookFilter,
        window: Window<BookSort>,
        expand: bool,
    ) -> Result<Slice<Shelved>> {
        filter.author_id = Some(author);
        let slice = self.list(filter, window, expand).await?;
        if slice.items.is_empty() {
            // The author can only be unknown if the list is empty.
            let known = self
                .app
                .db
                .read(async move |conn: &mut Conn| authors::find_all(conn, &[author]).await)
                .await?;
            if known.is_empty() {
                return Err(errors::AUTHOR_NOT_FOUND.into());
            }
        }
        Ok(slice)
    }

    /// Replaces a book.
    ///
    /// # Errors
    /// `book_not_found`, `version_mismatch`, `isbn_taken`, `validation_failed` at `/authorId`.
    pub async fn replace(
        &self,
        caller: &Caller,
        origin: &Origin,
        id: Id,
        guard: Guard,
        draft: BookDraft,
    ) -> Result<WithAuthor> {
        let (now, event) = (self.app.clock.now(), self.event(actions::BOOK_CHANGED, caller, origin, id));
        let unit = async move |conn: &mut Conn| change(conn, id, &guard, draft, now, event).await;
        self.app.db.write(unit).await
    }

    /// Changes the author of a book.
    ///
    /// # Errors
    /// The errors of [`Books::replace`].
    pub async fn replace_author(
        &self,
        caller: &Caller,
        origin: &Origin,
        id: Id,
        guard: Guard,
        author_id: Id,
    ) -> Result<WithAuthor> {
        let (now, event) = (self.app.clock.now(), self.event(actions::BOOK_CHANGED, caller, origin, id));
        let unit = async move |conn: &mut Conn| {
            let author = author_of(conn, author_id).await?;
            let words = author.draft.name_words();
            let book = store::update_author(conn, id, &guard, author_id, &words, now).await?;
            audit::record(conn, event).await?;
            Ok((book, author))
        };
        self.app.db.write(unit).await
    }

    /// Changes a book to what `edit` makes of the current state.
    ///
    /// # Errors
    /// The errors of [`Books::replace`] and `edit`, and `write_conflict` when concurrent writes keep getting in between.
    pub async fn revise<F>(
        &self,
        caller: &Caller,
        origin: &Origin,
        id: Id,
        guard: Guard,
        edit: F,
    ) -> Result<WithAuthor>
    where
        F: Fn(WithAuthor) -> Result<BookDraft> + Send + Sync,
    {
        let find = async move |conn: &mut Conn| {
            store::find(conn, id).await?.ok_or_else(|| Error::from(errors::BOOK_NOT_FOUND))
        };
        let plan = |current: WithAuthor| {
            let (now, same) = (self.app.clock.now(), Guard::only(current.0.stamp.version));
            let (draft, event) = (edit(current)?, self.event(actions::BOOK_CHANGED, caller, origin, id));
            Ok(async move |conn: &mut Conn| change(conn, id, &same, draft, now, event).await)
        };
        self.app.db.revise(guard, find, plan).await
    }

    /// Deletes a book.
    ///
    /// # Errors
    /// `book_not_found`, `version_mismatch`.
    pub async fn delete(&self, caller: &Caller, origin: &Origin, id: Id, guard: Guard) -> Result<()> {
        let event = self.event(actions::BOOK_DELETED, caller, origin, id);
        let unit = async move |conn: &mut Conn| {
            store::delete(conn, id, &guard).await?;
            audit::record(conn, event).await
        };
        self.app.db.write(unit).await
    }

    fn event(&self, action: Action, caller: &Caller, origin: &Origin, id: Id) -> Event {
        audit::event(&self.app, action, origin).by(caller.subject.id()).on("book", id)
    }
}

async fn change(
    conn: &mut Conn,
    id: Id,
    guard: &Guard,
    draft: BookDraft,
    now: Instant,
    event: Event,
) -> Result<WithAuthor> {
    let author = author_of(conn, draft.author_id).await?;
    let words = author.draft.name_words();
    let book = store::update(conn, id, guard, draft, &words, now).await?;
    audit::record(conn, event).await?;
    Ok((book, author))
}

/// Returns the author, and locks the author's row against changes until the unit of work ends.
async fn author_of(conn: &mut Conn, id: Id) -> Result<Author> {
    authors::hold(conn, &[id]).await?.pop().ok_or_else(store::no_author)
}

/// Inserts many books, whose authors were created in the same unit of work.
pub(in super::super) async fn insert_all(
    conn: &mut Conn,
    books: Vec<(Stamp, BookDraft, &Author)>,
) -> Result<()> {
    let row = |(stamp, draft, author): (Stamp, BookDraft, &Author)| {
        BookRow::new(stamp, draft, &author.draft.name_words())
    };
    let rows: Vec<_> = books.into_iter().map(row).collect();
    store::insert_all(conn, &rows).await.map(drop)
}
