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
    /// Which books a list has, and what each has in it.
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
    /// Whether each book has its author in it.
    pub(in super::super) fn shows_author(&self) -> bool {
        self.expand.as_ref().is_some_and(|expand| expand.has("author"))
    }

    /// The filter that it makes, together with what else the list is cut to.
    pub(in super::super) fn filter(self, author_id: Option<Id>, made: Period) -> BookFilter {
        let Self { search, genre, expand: _ } = self;
        BookFilter { search, genres: genre.0, author_id, made }
    }
}
