//! A time range.

use crate::clock::Instant;

/// From `start_time` on, and before `end_time`. A missing end is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Period {
    /// The first instant.
    pub start_time: Option<Instant>,
    /// The first instant after the range.
    pub end_time: Option<Instant>,
}

/// Filters a boxed query to the rows whose column is in a [`Period`]: `within!(query, books::created_at, made)`.
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
