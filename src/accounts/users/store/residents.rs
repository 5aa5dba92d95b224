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

/// Whether there is the table; before the first migration there is not.
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

/// Those of the ids that users have.
pub(in super::super) async fn present(conn: &mut Conn, ids: &[Id]) -> Result<Vec<Id>> {
    Ok(on!(conn, |c| users::table.filter(users::id.eq_any(ids)).select(users::id).load(c).await)?)
}

/// Whether there is a user with none of these ids.
pub(in super::super) async fn others(conn: &mut Conn, ids: &[Id]) -> Result<bool> {
    let other: Option<Id> = first!(conn, users::table.filter(users::id.ne_all(ids)).select(users::id))?;
    Ok(other.is_some())
}

/// Nobody makes, changes or deletes a user before the unit of work ends. SQLite has one writer, so there it is so anyway.
pub(in super::super) async fn hold_all(conn: &mut Conn) -> Result<()> {
    if let Side::Postgres(c) = conn.side() {
        diesel::sql_query("LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE").execute(c).await?;
    }
    Ok(())
}
