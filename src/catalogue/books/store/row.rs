//! The row type of books, and its conversions to and from domain types.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::super::model::{Book, BookDraft, Genre, Image, Pages, Publication, Publisher, Title};
use crate::clock::{Date, Instant};
use crate::db::schema::books;
use crate::db::search::joined;
use crate::db::types::Json;
use crate::id::Id;
use crate::text::{Isbn, WebUrl};
use crate::version::Stamp;

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
// Every column is written, so that PostgreSQL can keep the prepared statement.
#[diesel(table_name = books, treat_none_as_default_value = false)]
pub(in super::super) struct BookRow {
    pub(super) id: Id,
    pub(super) version: i64,
    pub(super) created_at: Instant,
    pub(super) updated_at: Instant,
    pub(super) title: String,
    pub(super) author_id: Id,
    pub(super) pages: i32,
    pub(super) genre: String,
    pub(super) isbn: Option<String>,
    pub(super) publications: Json<Vec<PublicationJson>>,
    pub(super) images: Json<Vec<ImageJson>>,
    pub(super) title_words: String,
    pub(super) search_words: String,
}

/// A publication, as stored in its JSON column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(in super::super) struct PublicationJson {
    date: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<String>,
}

/// An image, as stored in its JSON column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(in super::super) struct ImageJson {
    url: String,
}

pub(super) fn publications(publications: Vec<Publication>) -> Vec<PublicationJson> {
    let json = |Publication { date, publisher }| PublicationJson {
        date,
        publisher: publisher.map(Publisher::into_string),
    };
    publications.into_iter().map(json).collect()
}

pub(super) fn images(images: Vec<Image>) -> Vec<ImageJson> {
    images.into_iter().map(|Image { url }| ImageJson { url: url.into_string() }).collect()
}

impl BookRow {
    /// Creates the row of a new book. `name_words` are the search words of the author's name.
    pub(in super::super) fn new(stamp: Stamp, draft: BookDraft, name_words: &str) -> Self {
        let title_words = draft.title_words();
        let Stamp { id, version, created_at, updated_at } = stamp;
        let BookDraft { title, author_id, pages, genre, isbn, publications, images } = draft;
        Self {
            id,
            version,
            created_at,
            updated_at,
            title: title.into_string(),
            author_id,
            pages: pages.get(),
            genre: genre.into_string(),
            isbn: isbn.map(Isbn::into_string),
            publications: Json(self::publications(publications)),
            images: Json(self::images(images)),
            search_words: joined(&title_words, name_words),
            title_words,
        }
    }

    pub(in super::super) fn id(&self) -> Id {
        self.id
    }

    pub(super) fn author_id(&self) -> Id {
        self.author_id
    }
}

impl From<BookRow> for Book {
    fn from(row: BookRow) -> Self {
        let BookRow { id, version, created_at, updated_at, title, author_id, pages, genre, isbn, .. } = row;
        let publication = |PublicationJson { date, publisher }| Publication {
            date,
            publisher: publisher.map(Publisher::stored),
        };
        let image = |ImageJson { url }| Image { url: WebUrl::stored(url) };
        let draft = BookDraft {
            title: Title::stored(title),
            author_id,
            pages: Pages::stored(pages),
            genre: Genre::stored(genre),
            isbn: isbn.map(Isbn::stored),
            publications: row.publications.0.into_iter().map(publication).collect(),
            images: row.images.0.into_iter().map(image).collect(),
        };
        Self { stamp: Stamp { id, version, created_at, updated_at }, draft }
    }
}
