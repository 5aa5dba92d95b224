//! The catalogue: who wrote what.
//!
//! `books` builds on `authors`, never the other way round; what a change of an author means for books is in `shelf`.

pub mod authors;
pub mod books;
mod shelf;

use self::authors::AuthorDraft;
use self::books::BookDraft;
use crate::app::App;
use crate::db::Conn;
use crate::error::Result;

/// An author with all that author's books, to be loaded together; the books' `author_id` is set then.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The author.
    pub author: AuthorDraft,
    /// The author's books.
    pub books: Vec<BookDraft>,
}

/// Loads entries into a catalogue that has no authors yet, all of them or none. Says whether it did.
///
/// # Errors
/// When the database fails.
pub async fn load_if_empty(app: &App, entries: Vec<Entry>) -> Result<bool> {
    let (authors, books): (Vec<_>, Vec<_>) =
        entries.into_iter().map(|Entry { author, books }| (author, books)).unzip();
    let (db, app) = (app.db.clone(), app.clone());
    // One microsecond after another, so that the newest first is the last of the list first.
    let mut order = 0..;
    let mut stamp = move || app.new_stamp().later(order.next().unwrap_or_default());
    let unit = async move |conn: &mut Conn| {
        if authors::any(conn).await? {
            return Ok(false);
        }
        let authors =
            authors::insert_all(conn, authors.into_iter().map(|draft| (stamp(), draft)).collect()).await?;
        let shelves = authors.iter().zip(books);
        let books = shelves.flat_map(|(author, books)| books.into_iter().map(move |book| (author, book)));
        let books =
            books.map(|(author, draft)| (stamp(), BookDraft { author_id: author.stamp.id, ..draft }, author));
        books::insert_all(conn, books.collect()).await?;
        Ok(true)
    };
    db.write(unit).await
}
