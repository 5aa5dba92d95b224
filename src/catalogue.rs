//! The catalogue: authors and their books.
//!
//! `books` depends on `authors`, never the other way round. `shelf` updates the books when their author changes.

pub mod actions;
pub mod authors;
pub mod books;
mod demo;
pub mod errors;
pub mod scopes;
mod shelf;
pub mod tag;

use self::authors::{Authors, api::AuthorsApi};
use self::books::{Books, api::BooksApi};
use crate::app::App;
use crate::part::Part;
use crate::registry::Names;

/// What this part adds to the server.
pub const PART: Part = Part {
    names: Names { codes: errors::CODES, scopes: scopes::SCOPES, actions: actions::ACTIONS, ..Names::NONE },
    words: &[authors::WORDS, books::WORDS],
    demo: Some(&demo::Books),
    ..Part::NONE
};

/// The operations of this part.
pub type Apis = (AuthorsApi, BooksApi);

/// Returns the operations for an app.
#[must_use]
pub fn apis(app: &App) -> Apis {
    (AuthorsApi { authors: Authors::new(app.clone()) }, BooksApi { books: Books::new(app.clone()) })
}
