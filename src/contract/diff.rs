//! Compares two documents, and says what each change means for callers.
//!
//! Requests and responses follow opposite rules. A request may require less and allow more. A response may promise more, but must
//! not contain values that callers do not know. References are followed, so it does not matter whether a part is shared. Each
//! keyword has a rule; a difference without a rule is reported too.

mod accepted;
mod admit;
mod bodies;
mod change;
mod changelog;
mod class;
mod common;
mod document;
mod fold;
mod found;
mod headers;
mod keyword;
mod operation;
mod operations;
mod parameters;
mod place;
mod references;
mod renames;
mod report;
mod responses;
mod schemas;
mod scheme_names;
mod schemes;
mod security;
mod servers;
mod shown;
mod summary;
mod view;
mod walk;
mod way;

use serde_json::Value;

pub use self::accepted::Accepted;
pub use self::admit::admit;
pub use self::change::{Change, Spot, Subject};
pub use self::changelog::changelog;
pub use self::class::Class;
pub use self::report::{Format, write};
pub use self::summary::{File, Report};

use self::walk::{Task, Walk};

/// Returns every difference, the breaking ones first.
#[must_use]
pub fn diff(base: &Value, head: &Value) -> Vec<Change> {
    let mut walk = Walk::new(base, head);
    document::compare(&mut walk);
    schemes::compare(&mut walk);
    operations::compare(&mut walk);
    finish(&mut walk);
    // What no operation has reached.
    schemas::compare_names(&mut walk);
    finish(&mut walk);
    fold::fold(walk.found.into_changes())
}

/// Compares the nested parts until none is left.
fn finish(walk: &mut Walk<'_>) {
    while let Some(task) = walk.tasks.pop() {
        match task {
            Task::Schema(at, one, two) => schemas::compare(walk, &at, one, two),
            Task::Named(at, one, two) => schemas::compare_named(walk, &at, one, two),
            Task::Calls(at, one, two) => operations::compare_calls(walk, &at, one, two),
        }
    }
}
