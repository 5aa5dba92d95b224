//! Wire types for books.

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

/// The fields of a book that you can set.
#[derive(Debug, Clone, Object)]
#[oai(rename_all = "camelCase", deny_unknown_fields, skip_serializing_if_is_none, example = true)]
pub struct BookInput {
    /// The title.
    title: Title,
    /// The id of the author, who must exist.
    author_id: Id,
    /// The number of pages.
    pages: Pages,
    /// What kind of book it is: lower-case words with hyphens.
    genre: Genre,
    /// The ISBN-13, without hyphens. The check digit must be valid, and no other book may have the same ISBN.
    isbn: Option<Isbn>,
    /// When and by whom the book was published.
    #[oai(validator(max_items = 100))]
    publications: Option<Vec<Publication>>,
    /// Pictures of the book.
    #[oai(validator(max_items = 20))]
    images: Option<Vec<Image>>,
}

/// A book with its author.
#[derive(Debug, Clone, Object, Serialize)]
#[oai(rename_all = "camelCase", skip_serializing_if_is_none, example = true)]
#[serde(rename_all = "camelCase")]
pub struct Book {
    /// The book's id.
    id: Id,
    /// The title.
    title: Title,
    /// The id of the author.
    author_id: Id,
    author: Author,
    /// The number of pages.
    pages: Pages,
    /// The genre.
    genre: Genre,
    /// The ISBN-13, without hyphens.
    #[serde(skip_serializing_if = "Option::is_none")]
    isbn: Option<Isbn>,
    /// When and by whom the book was published.
    #[oai(validator(max_items = 100))]
    publications: Vec<Publication>,
    /// Pictures of the book.
    #[oai(validator(max_items = 20))]
    images: Vec<Image>,
    /// When the entry was created.
    created_at: Instant,
    /// When it was last updated.
    updated_at: Instant,
    /// The version: 1 at first, then one more with each change of the book or its author. `getBook` returns it as the `ETag`.
    #[oai(validator(minimum(value = "1"), maximum(value = "9007199254740991")))]
    version: i64,
}

/// A publication of a book.
#[derive(Debug, Clone, Object, Serialize)]
#[oai(rename_all = "camelCase", deny_unknown_fields, skip_serializing_if_is_none)]
#[serde(rename_all = "camelCase")]
pub struct Publication {
    /// The date of publication.
    date: Date,
    /// The publisher, if it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Publisher>,
}

/// A picture of a book.
#[derive(Debug, Clone, Object, Serialize)]
#[oai(rename_all = "camelCase", deny_unknown_fields)]
#[serde(rename_all = "camelCase")]
pub struct Image {
    /// The URL of the picture, with `http` or `https`.
    url: WebUrl,
}

/// A book in a list, without publications and images. The author is included with `expand=author`.
#[derive(Debug, Clone, Object, Serialize)]
#[oai(rename_all = "camelCase", skip_serializing_if_is_none)]
#[serde(rename_all = "camelCase")]
pub struct BookSummary {
    /// The book's id.
    id: Id,
    /// The title.
    title: Title,
    /// The id of the author.
    author_id: Id,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<Author>,
    /// The number of pages.
    pages: Pages,
    /// The genre.
    genre: Genre,
    /// The ISBN-13, without hyphens.
    #[serde(skip_serializing_if = "Option::is_none")]
    isbn: Option<Isbn>,
    /// When the entry was created.
    created_at: Instant,
    /// When it was last updated.
    updated_at: Instant,
    /// The version: 1 at first, then one more with each change of the book or its author.
    #[oai(validator(minimum(value = "1"), maximum(value = "9007199254740991")))]
    version: i64,
}

/// The new author of a book.
#[derive(Debug, Clone, Object)]
#[oai(rename_all = "camelCase", deny_unknown_fields, example = true)]
pub struct BookAuthorInput {
    /// The id of an existing author.
    pub author_id: Id,
}

impl Resource for Book {
    const READ_ONLY: &'static [&'static str] = &["id", "author", "createdAt", "updatedAt", "version"];

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
