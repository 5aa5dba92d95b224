//! Compares two documents, and says which changes break callers.
//!
//! Requests and responses follow opposite rules. A request may require less and allow more. A response may guarantee more, but
//! must not contain values that callers do not know. Schemas are compared once by name for each direction in which they are used,
//! so that each change is reported once.

mod accepted;
mod change;
mod limits;
mod operations;
mod report;
mod schemas;

use serde_json::Value;

pub use self::accepted::Accepted;
pub use self::change::{Change, Class};
pub use self::report::{markdown, text};

use self::change::Changes;

/// Returns every difference, the breaking ones first.
#[must_use]
pub fn diff(base: &Value, head: &Value) -> Vec<Change> {
    let mut all = Vec::new();
    operations::compare(base, head, &mut all);
    schemas::compare_components(base, head, &mut all);
    if base["info"]["description"] != head["info"]["description"] {
        Changes { subject: "document".to_owned(), all: &mut all }.editorial("introduction", "rewritten");
    }
    all.sort_by(|one, two| (one.class, &one.subject).cmp(&(two.class, &two.subject)));
    all
}
