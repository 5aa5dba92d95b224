//! Names that the modules of the contract share: methods, extensions and security schemes, and the naming of components.

use serde_json::{Value, json};

/// The address in the committed document: where `imprint serve` listens unless it is told otherwise.
pub const DEFAULT_SERVER: &str = "http://127.0.0.1:8080";

/// The security scheme of a client that says who it is.
pub const CLIENT_SCHEME: &str = "client";

/// Stands in the raw document where an operation is open to everybody and looks at a token if there is one.
pub const VISITOR: &str = "visitor";

/// The security scheme of a token, wherever it comes from.
pub(super) const BEARER: &str = "bearer";

/// The methods that an operation can have, in the order in which they are shown.
pub(super) const METHODS: &[&str] = &["get", "head", "post", "put", "patch", "delete"];

/// The scope that an operation needs, for programs that don't read `security`; people read it in the description.
pub(super) const SCOPE: &str = "x-scope";

/// Since when something is deprecated: a date.
pub(super) const SINCE: &str = "x-deprecated-since";

/// The day after which something deprecated may be gone: a date.
pub(super) const SUNSET: &str = "x-sunset";

/// Whether an operation is open to everybody and looks at a token if there is one.
pub(super) fn is_visited(operation: &Value) -> bool {
    let ways = operation["security"].as_array().map_or(&[][..], Vec::as_slice);
    ways.iter().any(|way| way == &json!({})) && ways.iter().any(|way| way.get(BEARER).is_some())
}

/// `book_not_found` → `BookNotFound`.
pub(super) fn pascal(name: &str) -> String {
    let word = |word: &str| {
        word.get(..1).map(str::to_uppercase).unwrap_or_default() + word.get(1..).unwrap_or_default()
    };
    name.split('_').map(word).collect()
}
