//! Signing key queries and row types.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::clock::Instant;
use crate::db::schema::signing_keys;
use crate::db::{Conn, Side};
use crate::error::Result;
use crate::on;

/// The row type of signing keys.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = signing_keys)]
pub(super) struct KeyRow {
    pub(super) id: String,
    pub(super) created_at: Instant,
    pub(super) sealed: Vec<u8>,
}

/// Returns all keys, the newest first.
pub(super) async fn list(conn: &mut Conn) -> Result<Vec<KeyRow>> {
    let rows = on!(conn, |c| signing_keys::table
        .order((signing_keys::created_at.desc(), signing_keys::id))
        .select(KeyRow::as_select())
        .load(c)
        .await)?;
    Ok(rows)
}

/// Locks the table, so that nobody else creates a key before the unit of work ends. SQLite has a single writer and needs no lock.
pub(super) async fn hold(conn: &mut Conn) -> Result<()> {
    if let Side::Postgres(c) = conn.side() {
        diesel::sql_query("LOCK TABLE signing_keys IN SHARE ROW EXCLUSIVE MODE").execute(c).await?;
    }
    Ok(())
}

pub(super) async fn insert(conn: &mut Conn, row: &KeyRow) -> Result<()> {
    on!(conn, |c| diesel::insert_into(signing_keys::table).values(row).execute(c).await)?;
    Ok(())
}

pub(super) async fn delete(conn: &mut Conn, ids: &[String]) -> Result<()> {
    let those = || signing_keys::table.filter(signing_keys::id.eq_any(ids));
    on!(conn, |c| diesel::delete(those()).execute(c).await)?;
    Ok(())
}
