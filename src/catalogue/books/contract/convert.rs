//! Conversions between wire types and domain types of books. Each one destructures the whole struct, so that no new field is
//! forgotten.

use super::{Book, BookInput, BookSummary, Image, Publication};
use crate::catalogue::authors;
use crate::catalogue::books::model::{self, BookDraft, Shelved};
use crate::version::Stamp;

impl From<Publication> for model::Publication {
    fn from(Publication { date, publisher }: Publication) -> Self {
        Self { date, publisher }
    }
}

impl From<model::Publication> for Publication {
    fn from(model::Publication { date, publisher }: model::Publication) -> Self {
        Self { date, publisher }
    }
}

impl From<Image> for model::Image {
    fn from(Image { url }: Image) -> Self {
        Self { url }
    }
}

impl From<model::Image> for Image {
    fn from(model::Image { url }: model::Image) -> Self {
        Self { url }
    }
}

impl From<BookInput> for BookDraft {
    fn from(book: BookInput) -> Self {
        let BookInput { title, author_id, pages, genre, isbn, publications, images } = book;
        Self {
            title,
            author_id,
            pages,
            genre,
            isbn,
            publications: publications.unwrap_or_default().into_iter().map(Into::into).collect(),
            images: images.unwrap_or_default().into_iter().map(Into::into).collect(),
        }
    }
}

/// Converts a book to the editable fields, to apply a patch to. The lists are always present, so that a patch can add to them.
impl From<model::Book> for BookInput {
    fn from(book: model::Book) -> Self {
        let BookDraft { title, author_id, pages, genre, isbn, publications, images } = book.draft;
        Self {
            title,
            author_id,
            pages,
            genre,
            isbn,
            publications: Some(publications.into_iter().map(Into::into).collect()),
            images: Some(images.into_iter().map(Into::into).collect()),
        }
    }
}

impl From<(model::Book, authors::Author)> for Book {
    fn from((book, author): (model::Book, authors::Author)) -> Self {
        let model::Book { stamp: Stamp { id, version, created_at, updated_at }, draft } = book;
        let BookDraft { title, author_id, pages, genre, isbn, publications, images } = draft;
        Self {
            id,
            title,
            author_id,
            author: author.into(),
            pages,
            genre,
            isbn,
            publications: publications.into_iter().map(Into::into).collect(),
            images: images.into_iter().map(Into::into).collect(),
            created_at,
            updated_at,
            version,
        }
    }
}

impl Book {
    /// Returns the complete book, if its author was loaded with it.
    pub(in super::super) fn whole(shelved: Shelved) -> Option<Self> {
        let Shelved { book, author } = shelved;
        author.map(|author| (book, author).into())
    }
}

impl From<Shelved> for BookSummary {
    fn from(shelved: Shelved) -> Self {
        let Shelved { book: model::Book { stamp, draft }, author } = shelved;
        let Stamp { id, version, created_at, updated_at } = stamp;
        let BookDraft { title, author_id, pages, genre, isbn, publications: _, images: _ } = draft;
        let author = author.map(Into::into);
        Self { id, title, author_id, author, pages, genre, isbn, created_at, updated_at, version }
    }
}
