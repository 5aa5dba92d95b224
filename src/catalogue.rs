//! The catalogue: who wrote what.
//!
//! `books` builds on `authors`, never the other way round; what a change of an author means for books is in `shelf`.

pub mod actions;
pub mod authors;
pub mod books;
pub mod errors;
pub mod scopes;
mod shelf;
pub mod tag;

use self::authors::{AuthorDraft, Authors, api::AuthorsApi};
use self::books::{BookDraft, Books, api::BooksApi};
use crate::app::App;
use crate::db::Conn;
use crate::error::Result;
use crate::id::Id;
use crate::registry::Names;
use crate::version::Stamp;

/// The names of this part.
pub const NAMES: Names =
    Names { codes: errors::CODES, scopes: scopes::SCOPES, actions: actions::ACTIONS, ..Names::NONE };

/// The operations of this part.
pub type Apis = (AuthorsApi, BooksApi);

/// The operations on an app.
#[must_use]
pub fn apis(app: &App) -> Apis {
    (AuthorsApi { authors: Authors::new(app.clone()) }, BooksApi { books: Books::new(app.clone()) })
}

/// An author with all that author's books, to be loaded together; the books' `author_id` is set then.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The author.
    pub author: Planned<AuthorDraft>,
    /// The author's books.
    pub books: Vec<Planned<BookDraft>>,
}

/// Something that will be made, and the id that it gets; a new one if there is none.
#[derive(Debug, Clone)]
pub struct Planned<T> {
    /// The id.
    pub id: Option<Id>,
    /// What will be made.
    pub draft: T,
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
