//! Domain types of books.

use crate::catalogue::authors::Author;
use crate::clock::Date;
use crate::db::search;
use crate::id::Id;
use crate::page::{Period, SortField};
use crate::text::{Isbn, Label, SearchText, Slug, WebUrl, Whole};
use crate::version::{Stamp, Stamped};

/// The title of a book.
pub type Title = Label<200>;
/// The number of pages.
pub type Pages = Whole<1, 20_000>;
/// A genre, as an identifier: `science-fiction`.
pub type Genre = Slug;
/// The name of a publisher.
pub type Publisher = Label<200>;

/// When and by whom a book was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// The date of publication.
    pub date: Date,
    /// The publisher, if it is known.
    pub publisher: Option<Publisher>,
}

/// A picture of a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// The URL of the picture.
    pub url: WebUrl,
}

/// The editable fields of a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookDraft {
    /// The title.
    pub title: Title,
    /// The id of the author.
    pub author_id: Id,
    /// The number of pages.
    pub pages: Pages,
    /// The genre.
    pub genre: Genre,
    /// The ISBN. It is unique.
    pub isbn: Option<Isbn>,
    /// When and by whom it was published.
    pub publications: Vec<Publication>,
    /// Pictures of the book.
    pub images: Vec<Image>,
}

impl BookDraft {
    /// Returns the words of the title, to sort by.
    #[must_use]
    pub fn title_words(&self) -> String {
        search::words(self.title.as_str())
    }
}

/// A book as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Book {
    /// The id, the version and the timestamps.
    pub stamp: Stamp,
    /// The editable fields.
    pub draft: BookDraft,
}

impl Stamped for Book {
    fn stamp(&self) -> Stamp {
        self.stamp
    }
}

/// A book, with its author if it was requested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelved {
    /// The book.
    pub book: Book,
    /// Its author.
    pub author: Option<Author>,
}

/// The fields that books can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BookSort {
    /// When the entry was created.
    CreatedAt,
    /// When it was last updated.
    UpdatedAt,
    /// The title, without case and accents.
    Title,
    /// The number of pages.
    Pages,
}

impl SortField for BookSort {
    const FIELDS: &'static [(&'static str, Self)] = &[
        ("createdAt", Self::CreatedAt),
        ("updatedAt", Self::UpdatedAt),
        ("title", Self::Title),
        ("pages", Self::Pages),
    ];
    const DEFAULT: &'static str = "-createdAt";
}

/// Filters of a list of books.
#[derive(Debug, Clone, Default)]
pub struct BookFilter {
    /// Only books whose title or author's name has words with these beginnings.
    pub search: Option<SearchText>,
    /// Only books of any of these genres. If empty, books of every genre.
    pub genres: Vec<Genre>,
    /// Only books by this author.
    pub author_id: Option<Id>,
    /// Only books created in this period.
    pub made: Period,
}
