//! Reset token queries and row types.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::clock::Instant;
use crate::db::Conn;
use crate::db::schema::reset_tokens;
use crate::error::Result;
use crate::id::Id;
use crate::{first, on};

/// The row type of reset tokens.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = reset_tokens)]
pub(super) struct ResetRow {
    pub(super) hash: String,
    pub(super) user_id: Id,
    pub(super) bond: String,
    pub(super) expires_at: Instant,
}

/// Stores the hash of a token, and deletes the tokens that have expired.
pub(super) async fn insert(conn: &mut Conn, row: ResetRow, now: Instant) -> Result<()> {
    on!(conn, |c| diesel::delete(reset_tokens::table.filter(reset_tokens::expires_at.le(now)))
        .execute(c)
        .await)?;
    on!(conn, |c| diesel::insert_into(reset_tokens::table).values(&row).execute(c).await)?;
    Ok(())
}

/// Returns a token that is valid now.
pub(super) async fn find(conn: &mut Conn, hash: &str, now: Instant) -> Result<Option<ResetRow>> {
    Ok(first!(
        conn,
        reset_tokens::table.find(hash).filter(reset_tokens::expires_at.gt(now)).select(ResetRow::as_select())
    )?)
}

/// Deletes a token because it is used. Returns whether it existed.
pub(super) async fn spend(conn: &mut Conn, hash: &str) -> Result<bool> {
    let rows = on!(conn, |c| diesel::delete(reset_tokens::table.find(hash)).execute(c).await)?;
    Ok(rows > 0)
}

/// Deletes all of a user's tokens.
pub(super) async fn delete_of(conn: &mut Conn, user: Id) -> Result<()> {
    on!(conn, |c| diesel::delete(reset_tokens::table.filter(reset_tokens::user_id.eq(user)))
        .execute(c)
        .await)?;
    Ok(())
}
