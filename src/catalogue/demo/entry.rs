//! Inserts authors together with their books.

use crate::app::App;
use crate::catalogue::authors::{self, AuthorDraft};
use crate::catalogue::books::{self, BookDraft};
use crate::db::Conn;
use crate::error::Result;
use crate::id::Id;
use crate::version::Stamp;

/// An author with all of the author's books, to be inserted together. The `author_id` of the books is set at that time.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// The author.
    pub(super) author: Planned<AuthorDraft>,
    /// The author's books.
    pub(super) books: Vec<Planned<BookDraft>>,
}

/// A resource to create, with its id, or a new id if there is none.
#[derive(Debug, Clone)]
pub(super) struct Planned<T> {
    /// The id.
    pub(super) id: Option<Id>,
    /// The editable fields.
    pub(super) draft: T,
}

/// Inserts the entries in one unit of work, if the catalogue has no authors yet. Returns whether it did.
///
/// # Errors
/// When the database fails.
pub(super) async fn load_if_empty(app: &App, entries: Vec<Entry>) -> Result<bool> {
    let (authors, books): (Vec<_>, Vec<_>) =
        entries.into_iter().map(|Entry { author, books }| (author, books)).unzip();
    let (db, app) = (app.db.clone(), app.clone());
    // The creation times are one microsecond apart, so that lists with the newest first begin with the last entry.
    let mut order = 0..;
    let mut stamp = move |id: Option<Id>| {
        let stamp = app.new_stamp().later(order.next().unwrap_or_default());
        Stamp { id: id.unwrap_or(stamp.id), ..stamp }
    };
    let unit = async move |conn: &mut Conn| {
        if !authors::none_yet(conn).await? {
            return Ok(false);
        }
        let authors = authors.into_iter().map(|Planned { id, draft }| (stamp(id), draft)).collect();
        let authors = authors::insert_all(conn, authors).await?;
        let shelves = authors.iter().zip(books);
        let books = shelves.flat_map(|(author, books)| books.into_iter().map(move |book| (author, book)));
        let books = books.map(|(author, Planned { id, draft })| {
            (stamp(id), BookDraft { author_id: author.stamp.id, ..draft }, author)
        });
        books::insert_all(conn, books.collect()).await?;
        Ok(true)
    };
    db.write(unit).await
}
