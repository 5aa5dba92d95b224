//! A window as order, condition and limit of a query.

/// Gives a boxed query over one table the order, the start and the limit (and one row more) of a [`Window`](crate::page::Window).
///
/// `keyset!(query, Backend, books, &window, { BookSort::Title => title_words: Text, … })` names for each field its column and
/// the [`KeyValue`](crate::page::KeyValue) that it takes. The condition on the first key stands alone beside the exact one,
/// because that is what both databases can answer from an index.
#[macro_export]
macro_rules! keyset {
    ($query:expr, $Db:ty, $table:ident, $window:expr, { $($field:path => $column:ident: $kind:ident),* $(,)? }) => {{
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
                    _ => return Err($crate::error::Error::internal("a position of another order")),
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
        query.limit(window.limit + 1).offset(window.offset())
    }};
}
