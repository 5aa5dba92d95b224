//! Queries over all users.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel_async::RunQueryDsl;

use crate::db::schema::users;
use crate::db::{Conn, Side};
use crate::error::Result;
use crate::id::Id;
use crate::{first, on};

/// Returns whether the table exists. It does not before the first migration.
pub(in super::super) async fn table_is_there(conn: &mut Conn) -> Result<bool> {
    Ok(match conn.side() {
        Side::Postgres(c) => {
            diesel::select(sql::<Bool>("to_regclass('users') IS NOT NULL")).get_result(c).await?
        }
        Side::Sqlite(c) => {
            let known = "EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'users')";
            diesel::select(sql::<Bool>(known)).get_result(c).await?
        }
    })
}

/// Returns the ids that belong to users.
pub(in super::super) async fn present(conn: &mut Conn, ids: &[Id]) -> Result<Vec<Id>> {
    Ok(on!(conn, |c| users::table.filter(users::id.eq_any(ids)).select(users::id).load(c).await)?)
}

/// Returns whether there is a user with none of these ids.
pub(in super::super) async fn others(conn: &mut Conn, ids: &[Id]) -> Result<bool> {
    let other: Option<Id> = first!(conn, users::table.filter(users::id.ne_all(ids)).select(users::id))?;
    Ok(other.is_some())
}

/// Locks the table, so that nobody creates, changes or deletes a user before the unit of work ends. SQLite has a single writer
/// and needs no lock.
pub(in super::super) async fn hold_all(conn: &mut Conn) -> Result<()> {
    if let Side::Postgres(c) = conn.side() {
        diesel::sql_query("LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE").execute(c).await?;
    }
    Ok(())
}
