//! Scopes for the catalogue.

use crate::caller::{Role, Scope};
use crate::named;

named! {
    /// The scopes for the catalogue.
    pub const SCOPES: Scope;

    /// Create, change and delete authors and books.
    CATALOGUE_WRITE = "catalogue:write": Role::Editor;
}
