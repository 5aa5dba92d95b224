//! The types of the parameters that select a page.

use poem_openapi::registry::MetaSchema;

use crate::http::cursor;
use crate::http::enumerated::enum_type;
use crate::http::scalar::{string, string_type};
use crate::named;
use crate::text::Whole;

/// How many items a page has.
pub type Limit = Whole<1, 100>;
/// The number of a page. Finding a page far from the start is slow; clients that read the whole list use cursors.
pub type PageNumber = Whole<1, 10_000>;
/// The last page number.
pub(super) const LAST_PAGE: i64 = 10_000;
/// How many items a page has by default.
pub(super) const LIMIT: i32 = 20;
/// A cursor as a parameter.
#[derive(Debug, Clone)]
pub struct Cursor(pub(super) String);

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

string_type!(
    Cursor,
    "Cursor",
    MetaSchema {
        min_length: Some(1),
        max_length: Some(cursor::MAX),
        pattern: Some(cursor::PATTERN.to_owned()),
        ..string()
    },
    |text: String| Ok::<_, &'static str>(Cursor(text))
);

named! {
    /// Whether to count the items.
    pub enum Count {
        /// Count every item of the list, whatever it costs.
        Exact = "exact",
    }
}

enum_type!(Count, "Count", "Whether to count the items.");
