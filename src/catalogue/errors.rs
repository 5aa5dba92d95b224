//! Error codes of the catalogue.

use crate::error::{Code, Kind};
use crate::named;

named! {
    /// The error codes of authors and books.
    pub const CODES: Code;

    /// The author does not exist.
    AUTHOR_NOT_FOUND = "author_not_found": Kind::NotFound, "Author not found";
    /// The book does not exist.
    BOOK_NOT_FOUND = "book_not_found": Kind::NotFound, "Book not found";
    /// The author still has books. Delete the books or change their author first.
    AUTHOR_HAS_BOOKS = "author_has_books": Kind::Conflict, "Author has books";
    /// Another book already has this ISBN.
    ISBN_TAKEN = "isbn_taken": Kind::Conflict, "ISBN is taken";
}
