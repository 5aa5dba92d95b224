//! The words of rows that are there, for when they are made anew.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::super::model::Book;
use super::BookRow;
use crate::catalogue::authors::{Author, AuthorRow};
use crate::db::Conn;
use crate::db::schema::{authors, books};
use crate::db::search::joined;
use crate::db::search::refold::{BATCH, Refolded, Words};
use crate::error::Result;
use crate::id::Id;
use crate::on;

/// Books by their titles and their authors' names.
pub(in crate::catalogue) const WORDS: Words =
    Words { table: "books", rows: |conn, after| Box::pin(after_row(conn, after)) };

async fn after_row(conn: &mut Conn, after: Option<Id>) -> Result<Vec<Refolded>> {
    let rows: Vec<(BookRow, AuthorRow)> = on!(conn, |c| {
        let mut query = books::table.inner_join(authors::table).order_by(books::id).limit(BATCH).into_boxed();
        if let Some(after) = after {
            query = query.filter(books::id.gt(after));
        }
        query.select((BookRow::as_select(), AuthorRow::as_select())).load(c).await
    })?;
    Ok(rows.into_iter().map(refolded).collect())
}

fn refolded((row, author): (BookRow, AuthorRow)) -> Refolded {
    let (id, title_was, search_was) = (row.id, row.title_words.clone(), row.search_words.clone());
    let title = Book::from(row).draft.title_words();
    let search = joined(&title, &Author::from(author).draft.name_words());
    Refolded { id, columns: vec![("title_words", title_was, title), ("search_words", search_was, search)] }
}
