//! A time range.

use crate::clock::Instant;

/// From `start_time` on, and before `end_time`; open where there is none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Period {
    /// The first moment.
    pub start_time: Option<Instant>,
    /// The first moment after it.
    pub end_time: Option<Instant>,
}

/// Keeps the rows of a boxed query whose column lies in a [`Period`]:
/// `within!(query, books::created_at, made)`.
#[macro_export]
macro_rules! within {
    ($query:ident, $column:expr, $period:expr) => {
        if let Some(start) = $period.start_time {
            $query = $query.filter($column.ge(start));
        }
        if let Some(end) = $period.end_time {
            $query = $query.filter($column.lt(end));
        }
    };
}
