//! Pages of a list: the order, the start and the size. Positions are keys of rows, so that no row is repeated or skipped while
//! others are inserted.

mod period;

pub use self::period::Period;

use crate::clock::Instant;
use crate::id::Id;

/// A field that a list can be sorted by, with its name in the contract.
pub trait SortField: Copy + Eq + Send + Sync + 'static {
    /// The fields and their names.
    const FIELDS: &'static [(&'static str, Self)];
    /// The default order.
    const DEFAULT: &'static str;
}

/// A sort order: fields, each ascending or descending. The id is always the last key, in the direction of the first field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sort<S> {
    keys: Vec<SortKey<S>>,
}

/// One field of a sort order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SortKey<S> {
    /// The field.
    pub field: S,
    /// Whether it sorts from the largest to the smallest.
    pub descending: bool,
}

/// The maximum number of fields in a sort order.
pub const SORT_KEYS: usize = 3;

impl<S: SortField> Sort<S> {
    /// Parses `-createdAt,title`. Returns `None` if a field does not exist or there are too many. Repeating a field changes
    /// nothing.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut keys: Vec<SortKey<S>> = Vec::new();
        if text.split(',').count() > SORT_KEYS {
            return None;
        }
        for part in text.split(',') {
            let (name, descending) = part.strip_prefix('-').map_or((part, false), |name| (name, true));
            let (_, field) = *S::FIELDS.iter().find(|(known, _)| *known == name)?;
            if keys.iter().all(|key| key.field != field) {
                keys.push(SortKey { field, descending });
            }
        }
        Some(Self { keys })
    }

    /// Returns the fields, the most significant first.
    #[must_use]
    pub fn keys(&self) -> &[SortKey<S>] {
        &self.keys
    }

    /// Returns whether the first field, and with it the id, sorts from the largest to the smallest.
    #[must_use]
    pub fn descending(&self) -> bool {
        self.keys.first().is_some_and(|key| key.descending)
    }
}

impl<S: SortField> Default for Sort<S> {
    fn default() -> Self {
        Self::parse(S::DEFAULT).unwrap_or(Self { keys: Vec::new() })
    }
}

/// A value that rows are sorted by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyValue {
    /// Text, compared by code point.
    Text(String),
    /// An integer.
    Number(i32),
    /// An instant.
    Moment(Instant),
}

/// The position of a row in a sort order: its values for the keys of the order, and its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// One value for each key.
    pub values: Vec<KeyValue>,
    /// The id of the row.
    pub id: Id,
}

/// The start of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Start {
    /// At the first row.
    First,
    /// After a row.
    After(Position),
    /// Before a row: the page ends there.
    Before(Position),
    /// At a page number, starting with 1.
    Page(i64),
}

/// The requested part of a list.
#[derive(Debug, Clone)]
pub struct Window<S> {
    /// The order.
    pub sort: Sort<S>,
    /// The start.
    pub start: Start,
    /// The maximum number of rows.
    pub limit: i64,
    /// Whether to count all rows of the list.
    pub count: bool,
}

impl<S: SortField> Window<S> {
    /// Returns how many rows to skip. Only page numbers skip rows.
    #[must_use]
    pub fn offset(&self) -> i64 {
        match self.start {
            Start::Page(page) => (page - 1) * self.limit,
            _ => 0,
        }
    }

    /// Returns whether rows are fetched from the end towards the start.
    #[must_use]
    pub fn backwards(&self) -> bool {
        matches!(self.start, Start::Before(_))
    }

    /// Returns the row at which the page begins or ends.
    #[must_use]
    pub fn position(&self) -> Option<&Position> {
        match &self.start {
            Start::After(position) | Start::Before(position) => Some(position),
            Start::First | Start::Page(_) => None,
        }
    }

    /// Makes a page from the rows that were fetched: `limit` rows and one more, which shows whether there are further rows.
    pub fn slice<R>(
        &self,
        mut rows: Vec<R>,
        total: Option<i64>,
        position: impl Fn(&R, &[SortKey<S>]) -> Position,
    ) -> Slice<R> {
        let limit = usize::try_from(self.limit).unwrap_or_default();
        let more = rows.len() > limit;
        rows.truncate(limit);
        if self.backwards() {
            rows.reverse();
        }
        let (left, right) = match self.start {
            Start::First => (false, more),
            Start::After(_) => (true, more),
            Start::Before(_) => (more, true),
            Start::Page(page) => (page > 1, more),
        };
        let place =
            |row: Option<&R>, there: bool| row.filter(|_| there).map(|row| position(row, self.sort.keys()));
        Slice { before: place(rows.first(), left), after: place(rows.last(), right), items: rows, total }
    }
}

/// A page: its rows, and the positions of the pages before and after it.
#[derive(Debug, Clone)]
pub struct Slice<T> {
    /// The rows, in order.
    pub items: Vec<T>,
    /// The position of the first row, if there may be rows before it.
    pub before: Option<Position>,
    /// The position of the last row, if there are rows after it.
    pub after: Option<Position>,
    /// The number of rows in the whole list, if it was counted.
    pub total: Option<i64>,
}

impl<T> Slice<T> {
    /// Converts the rows of the page.
    pub fn map<U>(self, each: impl FnMut(T) -> U) -> Slice<U> {
        let Self { items, before, after, total } = self;
        Slice { items: items.into_iter().map(each).collect(), before, after, total }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum Field {
        Title,
        Pages,
    }

    impl SortField for Field {
        const FIELDS: &'static [(&'static str, Self)] = &[("title", Self::Title), ("pages", Self::Pages)];
        const DEFAULT: &'static str = "-title";
    }

    #[test]
    fn an_order_is_read_once_for_each_field() {
        let sort = Sort::<Field>::parse("-pages,title,pages").unwrap();

        assert_eq!(sort.keys().len(), 2);
        assert!(sort.descending() && !sort.keys()[1].descending);
    }

    #[test]
    fn an_order_with_another_field_or_too_many_is_refused() {
        for text in ["", "isbn", "title,", "--title", "title,title,title,title"] {
            assert_eq!(Sort::<Field>::parse(text), None, "{text}");
        }
    }
}
