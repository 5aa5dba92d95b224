//! Book queries.

pub(super) mod create;
mod list;
mod row;
mod words;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

pub(super) use self::list::list;
pub(super) use self::row::BookRow;
pub(in crate::catalogue) use self::words::WORDS;

use super::model::{Book, BookDraft};
use crate::catalogue::authors;
use crate::catalogue::errors;
use crate::clock::Instant;
use crate::db::schema::{authors as authors_table, books};
use crate::db::search::{joined, trim};
use crate::db::types::Json;
use crate::db::{Conn, Constraint, Side, is_violation};
use crate::error::{Error, Fault, FaultCode, Result};
use crate::id::Id;
use crate::text::Isbn;
use crate::version::Guard;
use crate::{first, on};

const ISBN: Constraint = Constraint::Unique { table: "books", column: "isbn" };

/// The insertion of a book whose author was not found.
const NO_AUTHOR: Constraint = Constraint::NotNull { column: "author_id" };

/// Maps a database error to the error that the caller gets.
fn refused(error: diesel::result::Error) -> Error {
    if is_violation(&error, ISBN) {
        isbn_taken()
    } else if is_violation(&error, Constraint::ForeignKey) || is_violation(&error, NO_AUTHOR) {
        no_author()
    } else {
        error.into()
    }
}

/// Returns the error for an ISBN that another book has.
pub(super) fn isbn_taken() -> Error {
    Error::from(errors::ISBN_TAKEN).at(Fault::body("/isbn", FaultCode::Taken, "another book has it already"))
}

/// Returns the error for an author who does not exist.
pub(super) fn no_author() -> Error {
    Error::invalid(vec![Fault::body("/authorId", FaultCode::NotFound, "there is no author with this id")])
}

pub(super) async fn insert(conn: &mut Conn, row: &BookRow) -> Result<()> {
    on!(conn, |c| diesel::insert_into(books::table).values(row).execute(c).await).map_err(refused)?;
    Ok(())
}

/// Inserts the rows whose ISBN is not taken. Returns the ids of the inserted rows.
///
/// On PostgreSQL this is one statement. SQLite inserts one row at a time, which costs no more inside the process.
pub(super) async fn insert_all(conn: &mut Conn, rows: &[BookRow]) -> Result<Vec<Id>> {
    match conn.side() {
        Side::Postgres(c) => {
            // Sorted by ISBN, so that concurrent statements do not wait for each other's ISBNs and deadlock.
            let mut rows: Vec<&BookRow> = rows.iter().collect();
            rows.sort_by(|one, other| one.isbn.cmp(&other.isbn));
            diesel::insert_into(books::table)
                .values(rows)
                .on_conflict(books::isbn)
                .do_nothing()
                .returning(books::id)
                .get_results(c)
                .await
                .map_err(refused)
        }
        Side::Sqlite(c) => {
            let mut inserted = Vec::with_capacity(rows.len());
            for row in rows {
                let insert =
                    diesel::insert_into(books::table).values(row).on_conflict(books::isbn).do_nothing();
                if insert.execute(c).await.map_err(refused)? == 1 {
                    inserted.push(row.id());
                }
            }
            Ok(inserted)
        }
    }
}

/// Returns the book with its author, in one statement.
pub(super) async fn find(conn: &mut Conn, id: Id) -> Result<Option<(Book, authors::Author)>> {
    let rows: Option<(BookRow, authors::AuthorRow)> = first!(
        conn,
        books::table
            .inner_join(authors_table::table)
            .filter(books::id.eq(id))
            .select((BookRow::as_select(), authors::AuthorRow::as_select()))
    )?;
    Ok(rows.map(|(book, author)| (book.into(), author.into())))
}

/// Replaces the editable fields, if the guard allows the row's version.
pub(super) async fn update(
    conn: &mut Conn,
    id: Id,
    guard: &Guard,
    draft: BookDraft,
    name_words: &str,
    now: Instant,
) -> Result<Book> {
    let title_words = draft.title_words();
    let search_words = joined(&title_words, name_words);
    let BookDraft { title, author_id, pages, genre, isbn, publications, images } = draft;
    let row: Option<BookRow> = on!(conn, |c| diesel::update(books::table.find(id))
        .filter(crate::guarded!(books::version, guard))
        .set((
            books::version.eq(books::version + 1),
            books::updated_at.eq(now),
            books::title.eq(title.as_str()),
            books::author_id.eq(author_id),
            books::pages.eq(pages.get()),
            books::genre.eq(genre.as_str()),
            books::isbn.eq(isbn.as_ref().map(Isbn::as_str)),
            books::publications.eq(Json(row::publications(publications.clone()))),
            books::images.eq(Json(row::images(images.clone()))),
            books::title_words.eq(&title_words),
            books::search_words.eq(&search_words),
        ))
        .returning(BookRow::as_returning())
        .get_result(c)
        .await
        .optional())
    .map_err(refused)?;
    changed(conn, id, row).await
}

/// Changes the author of a book, if the guard allows the row's version.
pub(super) async fn update_author(
    conn: &mut Conn,
    id: Id,
    guard: &Guard,
    author_id: Id,
    name_words: &str,
    now: Instant,
) -> Result<Book> {
    let row: Option<BookRow> = on!(conn, |c| diesel::update(books::table.find(id))
        .filter(crate::guarded!(books::version, guard))
        .set((
            books::version.eq(books::version + 1),
            books::updated_at.eq(now),
            books::author_id.eq(author_id),
            books::search_words.eq(trim(books::title_words.concat(" ").concat(name_words))),
        ))
        .returning(BookRow::as_returning())
        .get_result(c)
        .await
        .optional())
    .map_err(refused)?;
    changed(conn, id, row).await
}

async fn changed(conn: &mut Conn, id: Id, row: Option<BookRow>) -> Result<Book> {
    match row {
        Some(row) => Ok(row.into()),
        None => Err(Guard::explain(version(conn, id).await?, errors::BOOK_NOT_FOUND)),
    }
}

pub(super) async fn delete(conn: &mut Conn, id: Id, guard: &Guard) -> Result<()> {
    let deleted = on!(conn, |c| diesel::delete(books::table.find(id))
        .filter(crate::guarded!(books::version, guard))
        .execute(c)
        .await)?;
    if deleted == 0 { Err(Guard::explain(version(conn, id).await?, errors::BOOK_NOT_FOUND)) } else { Ok(()) }
}

async fn version(conn: &mut Conn, id: Id) -> Result<Option<i64>> {
    Ok(first!(conn, books::table.find(id).select(books::version))?)
}
