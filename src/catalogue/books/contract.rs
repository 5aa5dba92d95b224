//! Books on the wire.

pub mod batch;
mod convert;
mod examples;
pub mod query;

use poem_openapi::Object;
use serde::Serialize;

use super::model::{Genre, Pages, Publisher, Title};
use crate::catalogue::authors::contract::Author;
use crate::clock::{Date, Instant};
use crate::http::answers::Resource;
use crate::http::choose::Selectable;
use crate::http::list::Listed;
use crate::id::Id;
use crate::text::{Isbn, WebUrl};

/// What a book is made of: the body to create or replace one.
#[derive(Debug, Clone, Object)]
#[oai(rename_all = "camelCase", deny_unknown_fields, skip_serializing_if_is_none, example = true)]
pub struct NewBook {
    /// The title.
    title: Title,
    /// Who wrote it; an author who is there.
    author_id: Id,
    /// How many pages it has.
    pages: Pages,
    /// What kind of book it is: lower-case words with hyphens.
    genre: Genre,
    /// The ISBN-13 without hyphens; its check digit must be right, and no other book may have it.
    isbn: Option<Isbn>,
    /// When it came out, and with whom.
    #[oai(validator(max_items = 100))]
    publications: Option<Vec<NewPublication>>,
    /// Pictures of it.
    #[oai(validator(max_items = 20))]
    images: Option<Vec<NewImage>>,
}

/// One time that a book came out.
#[derive(Debug, Clone, Object)]
#[oai(rename_all = "camelCase", deny_unknown_fields, skip_serializing_if_is_none)]
pub struct NewPublication {
    /// The day.
    date: Date,
    /// The publisher, if known.
    publisher: Option<Publisher>,
}

/// A picture.
#[derive(Debug, Clone, Object)]
#[oai(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewImage {
    /// Where it is: an address with http or https.
    url: WebUrl,
}

/// A book, with its author inside.
#[derive(Debug, Clone, Object, Serialize)]
#[oai(rename_all = "camelCase", skip_serializing_if_is_none, example = true)]
#[serde(rename_all = "camelCase")]
pub struct Book {
    /// The book's id.
    id: Id,
    /// The title.
    title: Title,
    /// Who wrote it.
    author_id: Id,
    author: Author,
    /// How many pages it has.
    pages: Pages,
    /// What kind of book it is.
    genre: Genre,
    /// The ISBN-13 without hyphens.
    #[serde(skip_serializing_if = "Option::is_none")]
    isbn: Option<Isbn>,
    /// When it came out, and with whom.
    #[oai(validator(max_items = 100))]
    publications: Vec<Publication>,
    /// Pictures of it.
    #[oai(validator(max_items = 20))]
    images: Vec<Image>,
    /// When the entry was made.
    created_at: Instant,
    /// When it was last changed.
    updated_at: Instant,
    /// 1 at first, one more with every change of the book or its author; the same as the `ETag`.
    #[oai(validator(minimum(value = "1"), maximum(value = "9007199254740991")))]
    version: i64,
}

/// One time that a book came out.
#[derive(Debug, Clone, Object, Serialize)]
#[oai(rename_all = "camelCase", skip_serializing_if_is_none)]
#[serde(rename_all = "camelCase")]
pub struct Publication {
    /// The day.
    date: Date,
    /// The publisher, if known.
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Publisher>,
}

/// A picture.
#[derive(Debug, Clone, Object, Serialize)]
#[oai(rename_all = "camelCase")]
#[serde(rename_all = "camelCase")]
pub struct Image {
    /// Where it is.
    url: WebUrl,
}

/// A book in a list: without publications and images, and with its author only when `expand=author` asks.
#[derive(Debug, Clone, Object, Serialize)]
#[oai(rename_all = "camelCase", skip_serializing_if_is_none)]
#[serde(rename_all = "camelCase")]
pub struct BookSummary {
    /// The book's id.
    id: Id,
    /// The title.
    title: Title,
    /// Who wrote it.
    author_id: Id,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<Author>,
    /// How many pages it has.
    pages: Pages,
    /// What kind of book it is.
    genre: Genre,
    /// The ISBN-13 without hyphens.
    #[serde(skip_serializing_if = "Option::is_none")]
    isbn: Option<Isbn>,
    /// When the entry was made.
    created_at: Instant,
    /// When it was last changed.
    updated_at: Instant,
    /// 1 at first, one more with every change of the book or its author.
    #[oai(validator(minimum(value = "1"), maximum(value = "9007199254740991")))]
    version: i64,
}

/// The author that a book is given to.
#[derive(Debug, Clone, Object)]
#[oai(rename_all = "camelCase", deny_unknown_fields, example = true)]
pub struct BookAuthor {
    /// An author who is there.
    pub author_id: Id,
}

impl Resource for Book {
    fn version(&self) -> i64 {
        self.version
    }
}

impl Selectable for Book {
    const FIELDS: &'static [&'static str] = &[
        "title",
        "authorId",
        "author",
        "pages",
        "genre",
        "isbn",
        "publications",
        "images",
        "createdAt",
        "updatedAt",
        "version",
    ];
    const EXPANDS: &'static [&'static str] = &["author"];
}

impl Listed for BookSummary {
    const PAGE: &'static str = "BookPage";
    type Detailed = Book;
}

#[cfg(test)]
mod tests {
    use poem_openapi::types::Example as _;

    use super::*;
    use crate::http::answers::same_as_contract;

    #[test]
    fn a_book_is_written_as_the_contract_says_with_and_without_what_can_be_missing() {
        let whole = Book::example();
        let publications =
            whole.publications.iter().map(|it| Publication { date: it.date, publisher: None }).collect();
        let bare = Book { isbn: None, publications, images: Vec::new(), ..whole.clone() };
        let Book {
            id, title, author_id, author, pages, genre, isbn, created_at, updated_at, version, ..
        } = whole.clone();
        let author = Some(author);
        let summary =
            BookSummary { id, title, author_id, author, pages, genre, isbn, created_at, updated_at, version };

        assert!(same_as_contract(&whole) && same_as_contract(&bare) && same_as_contract(&summary));
        assert!(same_as_contract(&BookSummary { author: None, isbn: None, ..summary }));
    }
}
