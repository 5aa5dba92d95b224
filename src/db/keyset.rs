//! Keyset pagination over one table.

/// Fetches the page of a list that a [`Window`](crate::page::Window) requests, and counts the list if the window asks for that:
///
/// ```text
/// let page: Slice<BookRow> = page_of!(conn, window, BookRow of books, {
///     BookSort::Title => title_key(title_words): Text,
///     BookSort::Pages => pages: Number,
/// }, |query| {
///     if let Some(genre) = genre {
///         query = query.filter(books::genre.eq(genre));
///     }
/// })?;
/// ```
///
/// Each field that the list can be sorted by has a column, which the row also has, and the variant of
/// [`KeyValue`](crate::page::KeyValue) for its type. `title_key(title_words)` is a column that the row does not have: the
/// database generates it from the words that the row has, as [`sort_key`](crate::db::search::sort_key) does. The last block is
/// optional and applies the list's filters to the boxed `query`. It runs twice if the list is counted.
#[macro_export]
macro_rules! page_of {
    (@value $row:ident $column:ident) => {
        Clone::clone(&$row.$column)
    };
    (@value $row:ident $column:ident ($words:ident)) => {
        $crate::db::search::sort_key(&$row.$words)
    };
    ($conn:expr, $window:expr, $Row:ident of $table:ident, {
        $($field:path => $column:ident $(($words:ident))?: $kind:ident),* $(,)?
    } $(, |$query:ident| $filter:block)?) => {{
        use $crate::page::{KeyValue, Position, Slice, SortKey};

        let window = $window;
        // In a block of its own, so that a failure ends the block and not the surrounding function.
        let page: $crate::error::Result<Slice<$Row>> = async {
            let (rows, total) = $crate::on!($conn, |c: Backend| {
                let filtered = || {
                    let query = $table::table.into_boxed::<Backend>();
                    $(let query = {
                        let mut $query = query;
                        $filter
                        $query
                    };)?
                    query
                };
                let total =
                    if window.count { Some(filtered().count().get_result::<i64>(c).await?) } else { None };
                let page = $crate::keyset!(filtered(), Backend, $table, window, {
                    $($field => $column: $kind),*
                })?;
                (page.select($Row::as_select()).load::<$Row>(c).await?, total)
            });
            let position = |row: &$Row, keys: &[SortKey<_>]| {
                let value = |key: &SortKey<_>| match key.field {
                    $($field => KeyValue::$kind($crate::page_of!(@value row $column $(($words))?)),)*
                };
                Position { values: keys.iter().map(value).collect(), id: row.id }
            };
            Ok(window.slice(rows, total, position))
        }
        .await;
        page
    }};
}

/// Adds the order, the start and the limit (plus one row) of a [`Window`](crate::page::Window) to a boxed query over one table.
///
/// For [`page_of!`](crate::page_of). It is an error if the window's position belongs to another order: its cursor is older than
/// the column. The condition on the first key is repeated alone beside the exact condition, because both databases can answer it
/// from an index.
#[macro_export]
macro_rules! keyset {
    ($query:expr, $Db:ty, $table:ident, $window:expr, { $($field:path => $column:ident: $kind:ident),* $(,)? }) => {
        'keyset: {
            use diesel::prelude::*;
            use $crate::page::KeyValue;
            type Condition = Box<dyn BoxableExpression<$table::table, $Db, SqlType = diesel::sql_types::Bool>>;

            let window = $window;
            let mut query = $query;
            let down = |descending: bool| descending != window.backwards();

            if let Some(position) = window.position() {
                let mut beyond: Condition = if down(window.sort.descending()) {
                    Box::new($table::id.lt(position.id))
                } else {
                    Box::new($table::id.gt(position.id))
                };
                let mut reach: Option<Condition> = None;
                for (key, value) in window.sort.keys().iter().zip(&position.values).rev() {
                    (beyond, reach) = match (key.field, value.clone()) {
                        $(($field, KeyValue::$kind(value)) => {
                            let same = $table::$column.eq(value.clone()).and(beyond);
                            if down(key.descending) {
                                let reach: Condition = Box::new($table::$column.le(value.clone()));
                                (Box::new($table::$column.lt(value).or(same)) as Condition, Some(reach))
                            } else {
                                let reach: Condition = Box::new($table::$column.ge(value.clone()));
                                (Box::new($table::$column.gt(value).or(same)) as Condition, Some(reach))
                            }
                        })*
                        _ => break 'keyset Err($crate::error::Error::from($crate::error::Code::CURSOR_INVALID)),
                    };
                }
                query = query.filter(beyond);
                if let Some(reach) = reach {
                    query = query.filter(reach);
                }
            }
            for key in window.sort.keys() {
                query = match (key.field, down(key.descending)) {
                    $(($field, true) => query.then_order_by($table::$column.desc()),
                      ($field, false) => query.then_order_by($table::$column.asc()),)*
                };
            }
            query = if down(window.sort.descending()) {
                query.then_order_by($table::id.desc())
            } else {
                query.then_order_by($table::id.asc())
            };
            Ok(query.limit(window.limit + 1).offset(window.offset()))
        }
    };
}
