//! Domain types of books.

use crate::catalogue::authors::Author;
use crate::clock::Date;
use crate::db::search;
use crate::id::Id;
use crate::page::{Period, SortField};
use crate::text::{Isbn, Label, SearchText, Slug, WebUrl, Whole};
use crate::version::{Stamp, Stamped};

/// A title.
pub type Title = Label<200>;
/// A number of pages.
pub type Pages = Whole<1, 20_000>;
/// A genre, as a word for machines: `science-fiction`.
pub type Genre = Slug;
/// A publisher's name.
pub type Publisher = Label<200>;

/// When and by whom a book was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// The date of publication.
    pub date: Date,
    /// By whom, if known.
    pub publisher: Option<Publisher>,
}

/// A picture of a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// The URL of the picture.
    pub url: WebUrl,
}

/// What people may write about a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookDraft {
    /// Its title.
    pub title: Title,
    /// The id of the author.
    pub author_id: Id,
    /// How long it is.
    pub pages: Pages,
    /// What kind it is.
    pub genre: Genre,
    /// Its ISBN, which no other book has.
    pub isbn: Option<Isbn>,
    /// When it came out.
    pub publications: Vec<Publication>,
    /// Pictures of the book.
    pub images: Vec<Image>,
}

impl BookDraft {
    /// The title as words to sort by.
    #[must_use]
    pub fn title_words(&self) -> String {
        search::words(self.title.as_str())
    }
}

/// A book as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Book {
    /// Id, version, times.
    pub stamp: Stamp,
    /// What people wrote.
    pub draft: BookDraft,
}

impl Stamped for Book {
    fn stamp(&self) -> Stamp {
        self.stamp
    }
}

/// A book, and its author where that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelved {
    /// The book.
    pub book: Book,
    /// Its author.
    pub author: Option<Author>,
}

/// What books can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BookSort {
    /// When the entry was created.
    CreatedAt,
    /// When it was last updated.
    UpdatedAt,
    /// Title, without case and accents.
    Title,
    /// Length.
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

/// Which books a list has.
#[derive(Debug, Clone, Default)]
pub struct BookFilter {
    /// Beginnings of words in the title and the author's name.
    pub search: Option<SearchText>,
    /// Of any of these genres; of every genre if there are none.
    pub genres: Vec<Genre>,
    /// By this author.
    pub author_id: Option<Id>,
    /// Made in this time.
    pub made: Period,
}
