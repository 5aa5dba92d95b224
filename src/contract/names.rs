//! Names that the modules of the contract share: methods, extensions and security schemes, and the naming of components.

use serde_json::{Value, json};

/// The server address in the committed document: the default address of `imprint serve`.
pub const DEFAULT_SERVER: &str = "http://127.0.0.1:8080";

/// The security scheme for the credentials of a client.
pub const CLIENT_SCHEME: &str = "client";

/// The placeholder in the raw document for an operation that is open to everybody, and verifies a token if there is one.
pub const VISITOR: &str = "visitor";

/// The security scheme for a token from any source.
pub(super) const BEARER: &str = "bearer";

/// The methods that an operation can have, in the order in which they are listed.
pub(super) const METHODS: &[&str] = &["get", "head", "post", "put", "patch", "delete"];

/// The extension with the scope that an operation requires, for programs that do not read `security`. The description names it
/// for people.
pub(super) const SCOPE: &str = "x-scope";

/// The extension on lists: the names of the parameters that select a page, and the places of the items and of the next cursor in
/// the response.
pub(super) const PAGINATION: &str = "x-pagination";

/// The extension with the codes that a failure can have.
pub(super) const CODES: &str = "x-codes";

/// The extension with the values of a text so far. More can be added at any time.
pub(super) const OPEN_ENUM: &str = "x-extensible-enum";

/// The extension with the date since which something is deprecated.
pub(super) const SINCE: &str = "x-deprecated-since";

/// The extension with the day after which something deprecated may be removed.
pub(super) const SUNSET: &str = "x-sunset";

/// Returns whether an operation is open to everybody, and verifies a token if there is one.
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
