//! A book as it is read and returned without the program's types: serde turns the rows into JSON.

use std::fmt::Display;

use diesel::prelude::*;
use imprint::clock::{Date, Instant};
use imprint::db::schema::{authors, books};
use imprint::db::types::Json;
use imprint::id::Id;
use serde::{Deserialize, Serialize, Serializer};

#[derive(Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = books)]
pub struct BookRow {
    pub id: Id,
    pub version: i64,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub title: String,
    pub author_id: Id,
    pub pages: i32,
    pub genre: String,
    pub isbn: Option<String>,
    pub publications: Json<Vec<Publication>>,
    pub images: Json<Vec<Image>>,
    pub title_words: String,
    pub search_words: String,
}

#[derive(Debug, Queryable, Selectable, Serialize)]
#[diesel(table_name = authors)]
#[serde(rename_all = "camelCase")]
pub struct AuthorRow {
    #[serde(serialize_with = "text")]
    id: Id,
    first_name: String,
    last_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    biography: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    born: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    died: Option<Date>,
    #[serde(serialize_with = "text")]
    created_at: Instant,
    #[serde(serialize_with = "text")]
    updated_at: Instant,
    version: i64,
    #[serde(skip)]
    pub name_words: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Publication {
    date: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Image {
    url: String,
}

/// The response. It equals that of `getBook` byte for byte, which the benchmark checks before it compares.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Book<'a> {
    #[serde(serialize_with = "text")]
    id: Id,
    title: &'a str,
    #[serde(serialize_with = "text")]
    author_id: Id,
    author: &'a AuthorRow,
    pages: i32,
    genre: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    isbn: Option<&'a str>,
    publications: &'a [Publication],
    images: &'a [Image],
    #[serde(serialize_with = "text")]
    created_at: Instant,
    #[serde(serialize_with = "text")]
    updated_at: Instant,
    version: i64,
}

impl<'a> Book<'a> {
    pub fn new(row: &'a BookRow, author: &'a AuthorRow) -> Self {
        let BookRow { id, version, created_at, updated_at, title, author_id, pages, genre, isbn, .. } = row;
        let BookRow { publications: Json(publications), images: Json(images), .. } = row;
        Self {
            id: *id,
            title,
            author_id: *author_id,
            author,
            pages: *pages,
            genre,
            isbn: isbn.as_deref(),
            publications,
            images,
            created_at: *created_at,
            updated_at: *updated_at,
            version: *version,
        }
    }
}

fn text<S: Serializer>(value: &impl Display, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}
