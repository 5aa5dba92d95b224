//! Recomputes the search words of existing rows after [`words()`](super::words()) has changed, in batches in the order of their
//! ids.

use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_async::RunQueryDsl;
use futures_util::future::BoxFuture;
use serde_json::{Map, Value, json};

use crate::db::schema::search_progress as progress;
use crate::db::{Conn, Side};
use crate::error::Result;
use crate::id::Id;
use crate::{first, on};

/// The version of the folding in [`words()`](super::words()). Any change of the words that it returns must increment it. Every
/// server then recomputes all words after its start.
const FOLDING: i32 = 2;

/// How many rows are read at once.
pub const BATCH: i64 = 200;

/// A table whose rows have search words.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    /// Its name.
    pub table: &'static str,
    /// Reads the rows after this id, in the order of their ids, at most [`BATCH`].
    pub rows: Read,
}

/// A function that reads the rows after an id.
pub type Read = for<'c> fn(&'c mut Conn, Option<Id>) -> BoxFuture<'c, Result<Vec<Refolded>>>;

/// A row: the name of each column of words, its current value, and its new value.
#[derive(Debug)]
pub struct Refolded {
    /// The id of the row.
    pub id: Id,
    /// Its columns.
    pub columns: Vec<(&'static str, String, String)>,
}

/// Reads the rows after an id and computes their new words:
/// `rows_after!(conn, after, users::table, users::id, UserRow, refolded)`.
#[macro_export]
macro_rules! rows_after {
    ($conn:expr, $after:expr, $from:expr, $id:expr, $Row:ty, $refolded:expr) => {{
        let rows: Vec<$Row> = $crate::on!($conn, |c| {
            let mut query = $from.order_by($id).limit($crate::db::search::refold::BATCH).into_boxed();
            if let Some(after) = $after {
                query = query.filter($id.gt(after));
            }
            query.select(<$Row>::as_select()).load(c).await
        })?;
        Ok(rows.into_iter().map($refolded).collect())
    }};
}

/// The result of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Whether this was the last batch.
    pub done: bool,
    /// The number of rows whose words changed.
    pub changed: usize,
}

/// Processes the next rows of a table, as a unit of work. Rows that others change meanwhile get their new words from that change.
///
/// # Errors
/// When the database fails.
pub async fn step(conn: &mut Conn, words: Words) -> Result<Step> {
    let table = words.table;
    let known = progress::table.find(table).filter(progress::folding.eq(FOLDING));
    let known: Option<(Option<Id>, bool)> = first!(conn, known.select((progress::row_id, progress::done)))?;
    let (after, done) = known.unwrap_or_default();
    if done {
        return Ok(Step { done, changed: 0 });
    }
    let rows = (words.rows)(conn, after).await?;
    let last = rows.last().map(|row| row.id);
    let changed = write(conn, table, &rows).await?;
    let done = i64::try_from(rows.len()).is_ok_and(|rows| rows < BATCH);
    let values =
        (progress::folding.eq(FOLDING), progress::row_id.eq(last.or(after)), progress::done.eq(done));
    on!(conn, |c| diesel::insert_into(progress::table)
        .values((progress::name.eq(table), values))
        .on_conflict(progress::name)
        .do_update()
        .set(values)
        .execute(c)
        .await)?;
    Ok(Step { done, changed })
}

/// Writes the words that differ, in one statement, to rows whose words have not changed since they were read.
async fn write(conn: &mut Conn, table: &str, rows: &[Refolded]) -> Result<usize> {
    let differs = |row: &&Refolded| row.columns.iter().any(|(_, was, is)| was != is);
    let rows: Vec<_> = rows.iter().filter(differs).collect();
    let [first, ..] = rows.as_slice() else { return Ok(0) };
    let columns: Vec<_> = first.columns.iter().map(|(name, ..)| *name).collect();
    let values: Vec<Value> = rows.iter().map(|row| value(row)).collect();
    let values = Value::from(values).to_string();
    let changed = match conn.side() {
        Side::Postgres(c) => {
            let text = format!(
                "UPDATE {table} SET {} FROM jsonb_array_elements(CAST($1 AS jsonb)) AS n \
                 WHERE {table}.id = CAST(n ->> 'id' AS uuid) AND {}",
                each(&columns, ", ", |name| format!("{name} = n -> 'is' ->> '{name}'")),
                each(&columns, " AND ", |name| format!("{table}.{name} = n -> 'was' ->> '{name}'")),
            );
            diesel::sql_query(text).bind::<Text, _>(values).execute(c).await?
        }
        Side::Sqlite(c) => {
            let text = format!(
                "UPDATE {table} SET {} FROM json_each(?) AS n \
                 WHERE {table}.id = unhex(n.value ->> '$.id', '-') AND {}",
                each(&columns, ", ", |name| format!("{name} = n.value ->> '$.is.{name}'")),
                each(&columns, " AND ", |name| format!("{table}.{name} = n.value ->> '$.was.{name}'")),
            );
            diesel::sql_query(text).bind::<Text, _>(values).execute(c).await?
        }
    };
    Ok(changed)
}

fn value(row: &Refolded) -> Value {
    let was: Map<_, _> = row.columns.iter().map(|(name, was, _)| ((*name).to_owned(), json!(was))).collect();
    let is: Map<_, _> = row.columns.iter().map(|(name, _, is)| ((*name).to_owned(), json!(is))).collect();
    json!({ "id": row.id.to_string(), "was": was, "is": is })
}

fn each(columns: &[&str], between: &str, one: impl Fn(&str) -> String) -> String {
    columns.iter().map(|name| one(name)).collect::<Vec<_>>().join(between)
}
