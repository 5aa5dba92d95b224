//! Creates a book in its own transaction.

use std::sync::LazyLock;

use diesel::prelude::*;
use diesel::{QueryResult, SqliteConnection};
use imprint::clock::Clock;
use imprint::db::schema::{authors, books};
use imprint::db::search;
use imprint::db::types::Json;
use imprint::id::Ids;
use serde::Deserialize;

use super::book::{AuthorRow, BookRow, Image, Publication};

/// The body of `createBook`, without validation.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BookInput {
    title: String,
    author_id: String,
    pages: i32,
    genre: String,
    isbn: Option<String>,
    publications: Vec<Publication>,
    images: Vec<Image>,
}

static IDS: LazyLock<Ids> = LazyLock::new(|| Ids::random(Clock::System));

/// The statements of `createBook`, between `BEGIN IMMEDIATE` and `COMMIT`.
pub fn insert(conn: &mut SqliteConnection, new: BookInput) -> QueryResult<(BookRow, AuthorRow)> {
    let BookInput { title, author_id, pages, genre, isbn, publications, images } = new;
    let author_id = author_id.parse().map_err(|_| diesel::NotFound)?;
    let now = Clock::System.now();
    let title_words = search::words(&title);
    conn.immediate_transaction(|conn| {
        let author: AuthorRow = authors::table.find(author_id).select(AuthorRow::as_select()).first(conn)?;
        let row = BookRow {
            id: IDS.next(),
            version: 1,
            created_at: now,
            updated_at: now,
            title,
            author_id,
            pages,
            genre,
            isbn,
            publications: Json(publications),
            images: Json(images),
            search_words: format!("{title_words} {}", author.name_words),
            title_words,
        };
        diesel::insert_into(books::table).values(&row).execute(conn)?;
        Ok((row, author))
    })
}
