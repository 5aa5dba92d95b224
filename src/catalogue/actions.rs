//! The audited actions of the catalogue.

use crate::action::Action;
use crate::named;

named! {
    /// The audited actions of authors and books.
    pub const ACTIONS: Action;

    /// An author was created.
    AUTHOR_CREATED = "author.created";
    /// An author was changed.
    AUTHOR_CHANGED = "author.changed";
    /// An author was deleted.
    AUTHOR_DELETED = "author.deleted";
    /// A book was created.
    BOOK_CREATED = "book.created";
    /// A book was changed.
    BOOK_CHANGED = "book.changed";
    /// A book was deleted.
    BOOK_DELETED = "book.deleted";
}
