//! Lists of books.

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
use crate::{keyset, on};

/// A page of books; with `expand`, one more statement brings all their authors.
pub(in super::super) async fn list(
    conn: &mut Conn,
    filter: &BookFilter,
    window: &Window<BookSort>,
    expand: bool,
) -> Result<Slice<Shelved>> {
    let BookFilter { search, genre, author_id, start_time, end_time } = filter;
    let matches = search.as_ref().and_then(|text| Matches::new("books", "search_words", text.as_str()));
    let (rows, total) = on!(conn, |c: Backend| {
        let filtered = || {
            let mut query = books::table.into_boxed::<Backend>();
            if let Some(matches) = matches.clone() {
                query = query.filter(matches);
            }
            if let Some(genre) = genre {
                query = query.filter(books::genre.eq(Genre::as_str(genre)));
            }
            if let Some(author) = author_id {
                query = query.filter(books::author_id.eq(author));
            }
            if let Some(start) = start_time {
                query = query.filter(books::created_at.ge(start));
            }
            if let Some(end) = end_time {
                query = query.filter(books::created_at.lt(end));
            }
            query
        };
        let total = if window.count { Some(filtered().count().get_result::<i64>(c).await?) } else { None };
        let page = keyset!(filtered(), Backend, books, window, {
            BookSort::CreatedAt => created_at: Moment,
            BookSort::UpdatedAt => updated_at: Moment,
            BookSort::Title => title_words: Text,
            BookSort::Pages => pages: Number,
        });
        (page.select(BookRow::as_select()).load::<BookRow>(c).await?, total)
    });
    let slice = window.slice(rows, total, BookRow::position);
    let authors = if expand { authors_of(conn, &slice.items).await? } else { HashMap::new() };
    Ok(slice.map(|row| Shelved { author: authors.get(&row.author_id).cloned(), book: row.into() }))
}

async fn authors_of(conn: &mut Conn, rows: &[BookRow]) -> Result<HashMap<Id, Author>> {
    let mut ids: Vec<_> = rows.iter().map(|row| row.author_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let authors = authors::find_all(conn, &ids).await?;
    Ok(authors.into_iter().map(|author| (author.stamp.id, author)).collect())
}
