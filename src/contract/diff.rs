//! What has changed from one document to another, and whether it breaks callers.
//!
//! Requests and answers are held to opposite rules: a request may demand less and allow more, an answer may promise more and say less
//! new. Schemas are compared once by name for each direction in which they are used, so that one change is told once.

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

/// Every difference, the breaking ones first.
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
