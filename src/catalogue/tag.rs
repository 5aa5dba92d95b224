//! OpenAPI tags of the catalogue.

use poem_openapi::Tags;

/// The groups of the operations. Each operation has exactly one.
#[derive(Debug, Clone, Copy, Tags)]
pub enum Tag {
    /// The people who wrote the books.
    Authors,
    /// The books in the catalogue.
    Books,
}
