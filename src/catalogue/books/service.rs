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

/// Books' use cases.
#[derive(Debug, Clone)]
pub struct Books {
    app: App,
}

/// A book and its author.
pub type WithAuthor = (Book, Author);

impl Books {
    /// The use cases on an app.
    #[must_use]
    pub fn new(app: App) -> Self {
        Self { app }
    }

    /// Makes a book.
    ///
    /// # Errors
    /// `validation_failed` at `/authorId` when there is no such author, `isbn_taken`.
    pub async fn create(&self, caller: &Caller, origin: &Origin, draft: BookDraft) -> Result<WithAuthor> {
        let stamp = self.app.new_stamp();
        let event = self.event(actions::BOOK_CREATED, caller, origin, stamp.id);
        let unit = async move |conn: &mut Conn| store::create::create(conn, stamp, draft, event).await;
        self.app.db.write_at_once(unit).await
    }

    /// Reads a book with its author.
    ///
    /// # Errors
    /// `book_not_found`.
    pub async fn get(&self, id: Id) -> Result<WithAuthor> {
        let found = self.app.db.read(async move |conn: &mut Conn| store::find(conn, id).await).await?;
        found.ok_or_else(|| errors::BOOK_NOT_FOUND.into())
    }

    /// Lists books, with their authors if `expand` says so.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(
        &self,
        filter: BookFilter,
        window: Window<BookSort>,
        expand: bool,
    ) -> Result<Slice<Shelved>> {
        // Several genres have no index in the list's order, so the database may have to look at many.
        let long = window.count || filter.search.is_some() || filter.genres.len() > 1;
        let unit = async move |conn: &mut Conn| store::list(conn, &filter, &window, expand).await;
        self.app.db.list(long, unit).await
    }

    /// Lists an author's books.
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
            // Only an empty list can be that of nobody.
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

    /// Gives a book to another author.
    ///
    /// # Errors
    /// As [`Books::replace`].
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

    /// Changes a book by what `edit` makes of the present one.
    ///
    /// # Errors
    /// As [`Books::replace`], what `edit` fails with, and `write_conflict` when others keep writing in between.
    pub async fn revise<F>(
        &self,
        caller: &Caller,
        origin: &Origin,
        id: Id,
        guard: Guard,
        edit: F,
    ) -> Result<WithAuthor>
    where
        F: Fn(Book) -> Result<BookDraft> + Send + Sync,
    {
        let find = async move |conn: &mut Conn| {
            let found = store::find(conn, id).await?.ok_or_else(|| Error::from(errors::BOOK_NOT_FOUND))?;
            Ok(found.0)
        };
        let plan = |current: Book| {
            let (now, same) = (self.app.clock.now(), Guard::only(current.stamp.version));
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

/// The author, who stays as is until the unit of work ends.
async fn author_of(conn: &mut Conn, id: Id) -> Result<Author> {
    authors::hold(conn, &[id]).await?.pop().ok_or_else(store::no_author)
}

/// Makes many books whose authors were made in the same unit of work.
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
