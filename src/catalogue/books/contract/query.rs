//! Query parameters of lists of books.

use super::super::model::{BookFilter, Genre};
use super::Book;
use crate::http::choose::Expand;
use crate::http::query::parameters;
use crate::http::several::Several;
use crate::id::Id;
use crate::page::Period;
use crate::text::SearchText;

parameters! {
    /// Filters of a list of books, and what each book includes.
    #[derive(Debug)]
    pub struct BookQuery {
        /// Only books whose title and author contain, for each search word, a word that begins with it. Case and accents do not matter. An
        /// empty value does not filter; a value without letters and digits finds nothing.
        search: Option<SearchText>,
        /// Only books of this genre. Repeat the parameter for books of any of several genres. `_` and `-` are equivalent.
        genre: Several<Genre, 10>,
        /// The related resources to include in each item, separated by commas.
        expand: Option<Expand<Book>>,
    }
}

impl BookQuery {
    /// Returns whether each book includes its author.
    pub(in super::super) fn shows_author(&self) -> bool {
        self.expand.as_ref().is_some_and(|expand| expand.has("author"))
    }

    /// Returns the filter, together with the author and the period.
    pub(in super::super) fn filter(self, author_id: Option<Id>, made: Period) -> BookFilter {
        let Self { search, genre, expand: _ } = self;
        BookFilter { search, genres: genre.0, author_id, made }
    }
}
