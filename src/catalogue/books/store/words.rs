//! Recomputes the search words of existing books.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::super::model::Book;
use super::BookRow;
use crate::catalogue::authors::{Author, AuthorRow};
use crate::db::Conn;
use crate::db::schema::{authors, books};
use crate::db::search::joined;
use crate::db::search::refold::{Refolded, Words};
use crate::error::Result;
use crate::id::Id;
use crate::rows_after;

/// The search words of books: their titles and their authors' names.
pub(in crate::catalogue) const WORDS: Words =
    Words { table: "books", rows: |conn, after| Box::pin(after_row(conn, after)) };

async fn after_row(conn: &mut Conn, after: Option<Id>) -> Result<Vec<Refolded>> {
    rows_after!(
        conn,
        after,
        books::table.inner_join(authors::table),
        books::id,
        (BookRow, AuthorRow),
        refolded
    )
}

fn refolded((row, author): (BookRow, AuthorRow)) -> Refolded {
    let (id, title_was, search_was) = (row.id, row.title_words.clone(), row.search_words.clone());
    let title = Book::from(row).draft.title_words();
    let search = joined(&title, &Author::from(author).draft.name_words());
    Refolded { id, columns: vec![("title_words", title_was, title), ("search_words", search_was, search)] }
}
