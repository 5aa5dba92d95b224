//! Codes of failures.

use crate::error::{Code, Kind};
use crate::named;

named! {
    /// What can go wrong with authors and books.
    pub const CODES: Code;

    /// There is no author with this id.
    AUTHOR_NOT_FOUND = "author_not_found": Kind::NotFound, "Author not found";
    /// There is no book with this id.
    BOOK_NOT_FOUND = "book_not_found": Kind::NotFound, "Book not found";
    /// An author with books can't be deleted. Delete the books, or give them to another author, first.
    AUTHOR_HAS_BOOKS = "author_has_books": Kind::Conflict, "Author has books";
    /// Another book has this ISBN already.
    ISBN_TAKEN = "isbn_taken": Kind::Conflict, "ISBN is taken";
}
