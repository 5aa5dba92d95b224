//! Inserts authors together with their books.

use crate::app::App;
use crate::catalogue::authors::{self, AuthorDraft};
use crate::catalogue::books::{self, BookDraft};
use crate::db::Conn;
use crate::error::Result;
use crate::id::Id;
use crate::version::Stamp;

/// An author with all that author's books, to be loaded together; the books' `author_id` is set then.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// The author.
    pub(super) author: Planned<AuthorDraft>,
    /// The author's books.
    pub(super) books: Vec<Planned<BookDraft>>,
}

/// Something that will be made, and the id that it gets; a new one if there is none.
#[derive(Debug, Clone)]
pub(super) struct Planned<T> {
    /// The id.
    pub(super) id: Option<Id>,
    /// What will be made.
    pub(super) draft: T,
}

/// Loads entries into a catalogue that has no authors yet, all of them or none. Says whether it did.
///
/// # Errors
/// When the database fails.
pub(super) async fn load_if_empty(app: &App, entries: Vec<Entry>) -> Result<bool> {
    let (authors, books): (Vec<_>, Vec<_>) =
        entries.into_iter().map(|Entry { author, books }| (author, books)).unzip();
    let (db, app) = (app.db.clone(), app.clone());
    // One microsecond after another, so that the newest first is the last of the list first.
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
