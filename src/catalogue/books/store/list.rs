//! The query that lists books.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::super::model::{BookFilter, BookSort, Genre, Shelved};
use super::BookRow;
use crate::catalogue::authors::{self, Author};
use crate::db::Conn;
use crate::db::schema::books;
use crate::db::search::Matches;
use crate::error::Result;
use crate::id::Id;
use crate::page::{Slice, Window};
use crate::{page_of, within};

/// Returns a page of books. With `expand`, one more statement loads all of their authors.
pub(in super::super) async fn list(
    conn: &mut Conn,
    filter: &BookFilter,
    window: &Window<BookSort>,
    expand: bool,
) -> Result<Slice<Shelved>> {
    let BookFilter { search, genres, author_id, made } = filter;
    let matches = search.as_ref().and_then(|text| Matches::new("books", "search_words", text.as_str()));
    let page = page_of!(conn, window, BookRow of books, {
        BookSort::CreatedAt => created_at: Moment,
        BookSort::UpdatedAt => updated_at: Moment,
        BookSort::Title => title_key(title_words): Text,
        BookSort::Pages => pages: Number,
    }, |query| {
        if let Some(matches) = matches.clone() {
            query = query.filter(matches);
        }
        // A single genre is the usual case. Unlike a list of variable length, its statement can be cached.
        if let [genre] = genres.as_slice() {
            query = query.filter(books::genre_key.eq(genre.key()));
        } else if !genres.is_empty() {
            query = query.filter(books::genre_key.eq_any(genres.iter().map(Genre::key)));
        }
        if let Some(author) = author_id {
            query = query.filter(books::author_id.eq(author));
        }
        within!(query, books::created_at, made);
    })?;
    let authors = if expand { authors_of(conn, &page.items).await? } else { HashMap::new() };
    Ok(page.map(|row| Shelved { author: authors.get(&row.author_id()).cloned(), book: row.into() }))
}

async fn authors_of(conn: &mut Conn, rows: &[BookRow]) -> Result<HashMap<Id, Author>> {
    let mut ids: Vec<_> = rows.iter().map(|row| row.author_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let authors = authors::find_all(conn, &ids).await?;
    Ok(authors.into_iter().map(|author| (author.stamp.id, author)).collect())
}
