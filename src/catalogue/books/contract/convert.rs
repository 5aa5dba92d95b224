//! Conversions between wire types and domain types of books. Each one destructures the whole struct, so that no new field is
//! forgotten.

use super::{Book, BookSummary, Image, NewBook, NewImage, NewPublication, Publication};
use crate::catalogue::authors;
use crate::catalogue::books::model::{self, BookDraft, Shelved};
use crate::version::Stamp;

impl From<NewBook> for BookDraft {
    fn from(book: NewBook) -> Self {
        let NewBook { title, author_id, pages, genre, isbn, publications, images } = book;
        let publication = |NewPublication { date, publisher }| model::Publication { date, publisher };
        let image = |NewImage { url }| model::Image { url };
        Self {
            title,
            author_id,
            pages,
            genre,
            isbn,
            publications: publications.unwrap_or_default().into_iter().map(publication).collect(),
            images: images.unwrap_or_default().into_iter().map(image).collect(),
        }
    }
}

/// Converts a book to the editable fields, to apply a patch to. The lists are always present, so that a patch can add to them.
impl From<model::Book> for NewBook {
    fn from(book: model::Book) -> Self {
        let BookDraft { title, author_id, pages, genre, isbn, publications, images } = book.draft;
        let publication = |model::Publication { date, publisher }| NewPublication { date, publisher };
        let image = |model::Image { url }| NewImage { url };
        Self {
            title,
            author_id,
            pages,
            genre,
            isbn,
            publications: Some(publications.into_iter().map(publication).collect()),
            images: Some(images.into_iter().map(image).collect()),
        }
    }
}

impl From<(model::Book, authors::Author)> for Book {
    fn from((book, author): (model::Book, authors::Author)) -> Self {
        let model::Book { stamp: Stamp { id, version, created_at, updated_at }, draft } = book;
        let BookDraft { title, author_id, pages, genre, isbn, publications, images } = draft;
        let publication = |model::Publication { date, publisher }| Publication { date, publisher };
        let image = |model::Image { url }| Image { url };
        Self {
            id,
            title,
            author_id,
            author: author.into(),
            pages,
            genre,
            isbn,
            publications: publications.into_iter().map(publication).collect(),
            images: images.into_iter().map(image).collect(),
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
