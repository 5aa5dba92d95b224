//! What can be done with authors.

use std::sync::Arc;

use super::super::shelf;
use super::model::{Author, AuthorDraft, AuthorFilter, AuthorSort};
use super::store::{self, AuthorRow};
use crate::app::App;
use crate::catalogue::errors;
use crate::clock::Instant;
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::id::Id;
use crate::page::{Slice, Window};
use crate::version::{Guard, Stamp};

/// Authors' use cases.
#[derive(Debug, Clone)]
pub struct Authors {
    app: App,
}

/// How often a change is worked out again when others write in between.
pub(in super::super) const ATTEMPTS: usize = 5;

impl Authors {
    /// The use cases on an app.
    #[must_use]
    pub fn new(app: App) -> Self {
        Self { app }
    }

    /// Makes an author.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn create(&self, draft: AuthorDraft) -> Result<Author> {
        let row = AuthorRow::new(self.app.new_stamp(), draft);
        self.app.db.write(async move |conn: &mut Conn| store::insert(conn, row).await).await
    }

    /// Reads an author.
    ///
    /// # Errors
    /// `author_not_found`.
    pub async fn get(&self, id: Id) -> Result<Author> {
        let found = self.app.db.read(async move |conn: &mut Conn| store::find(conn, id).await).await?;
        found.ok_or_else(|| errors::AUTHOR_NOT_FOUND.into())
    }

    /// Lists authors.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self, filter: AuthorFilter, window: Window<AuthorSort>) -> Result<Slice<Author>> {
        let long = window.count || filter.search.is_some();
        let unit = async move |conn: &mut Conn| store::list(conn, &filter, &window).await;
        if long { self.app.db.report(unit).await } else { self.app.db.read(unit).await }
    }

    /// Replaces an author.
    ///
    /// # Errors
    /// `author_not_found`, or `version_mismatch` when the guard does not allow the version there is.
    pub async fn replace(&self, id: Id, guard: Guard, draft: AuthorDraft) -> Result<Author> {
        let now = self.app.clock.now();
        self.app.db.write(async move |conn: &mut Conn| change(conn, id, &guard, draft, now).await).await
    }

    /// Changes an author by what `edit` makes of the present one.
    ///
    /// # Errors
    /// As [`Authors::replace`], what `edit` fails with, and `write_conflict` when others keep writing in between.
    pub async fn revise<F>(&self, id: Id, guard: Guard, edit: F) -> Result<Author>
    where
        F: Fn(Author) -> Result<AuthorDraft> + Send + Sync + 'static,
    {
        let edit = Arc::new(edit);
        for _ in 0..ATTEMPTS {
            let (now, guard, edit) = (self.app.clock.now(), guard.clone(), Arc::clone(&edit));
            let unit = async move |conn: &mut Conn| {
                let current =
                    store::find(conn, id).await?.ok_or_else(|| Error::from(errors::AUTHOR_NOT_FOUND))?;
                let version = current.stamp.version;
                if !guard.allows(version) {
                    return Err(Error::version_mismatch());
                }
                let draft = edit(current)?;
                match change(conn, id, &Guard::OneOf(vec![version]), draft, now).await {
                    Ok(author) => Ok(Some(author)),
                    Err(error) if error.code() == Code::VERSION_MISMATCH => Ok(None),
                    Err(error) => Err(error),
                }
            };
            if let Some(author) = self.app.db.write(unit).await? {
                return Ok(author);
            }
        }
        Err(Code::WRITE_CONFLICT.into())
    }

    /// Deletes an author who has no books.
    ///
    /// # Errors
    /// `author_not_found`, `version_mismatch`, `author_has_books`.
    pub async fn delete(&self, id: Id, guard: Guard) -> Result<()> {
        self.app.db.write(async move |conn: &mut Conn| store::delete(conn, id, &guard).await).await
    }
}

async fn change(conn: &mut Conn, id: Id, guard: &Guard, draft: AuthorDraft, now: Instant) -> Result<Author> {
    let words = draft.name_words();
    let author = store::update(conn, id, guard, draft, now).await?;
    shelf::author_changed(conn, id, &words).await?;
    Ok(author)
}

/// These authors, in no order.
pub(in super::super) async fn find_all(conn: &mut Conn, ids: &[Id]) -> Result<Vec<Author>> {
    store::find_all(conn, ids).await
}

/// These authors, in no order; nobody changes them before the unit of work ends.
pub(in super::super) async fn hold(conn: &mut Conn, ids: &[Id]) -> Result<Vec<Author>> {
    store::hold(conn, ids).await
}

/// Whether there is no author, and nobody makes one before the unit of work ends.
pub(in super::super) async fn none_yet(conn: &mut Conn) -> Result<bool> {
    store::none_yet(conn).await
}

/// Makes many authors.
pub(in super::super) async fn insert_all(
    conn: &mut Conn,
    drafts: Vec<(Stamp, AuthorDraft)>,
) -> Result<Vec<Author>> {
    store::insert_all(conn, drafts.into_iter().map(|(stamp, draft)| AuthorRow::new(stamp, draft)).collect())
        .await
}
