//! Reset token queries and row types.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::clock::Instant;
use crate::db::Conn;
use crate::db::schema::reset_tokens;
use crate::error::Result;
use crate::id::Id;
use crate::{first, on};

/// What is kept of a token.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = reset_tokens)]
pub(super) struct ResetRow {
    pub(super) hash: String,
    pub(super) user_id: Id,
    pub(super) bond: String,
    pub(super) expires_at: Instant,
}

/// Keeps a token's hash, and drops those that have expired.
pub(super) async fn insert(conn: &mut Conn, row: ResetRow, now: Instant) -> Result<()> {
    on!(conn, |c| diesel::delete(reset_tokens::table.filter(reset_tokens::expires_at.le(now)))
        .execute(c)
        .await)?;
    on!(conn, |c| diesel::insert_into(reset_tokens::table).values(&row).execute(c).await)?;
    Ok(())
}

/// A token that is good now.
pub(super) async fn find(conn: &mut Conn, hash: &str, now: Instant) -> Result<Option<ResetRow>> {
    Ok(first!(
        conn,
        reset_tokens::table.find(hash).filter(reset_tokens::expires_at.gt(now)).select(ResetRow::as_select())
    )?)
}

/// Spends a token; says whether it was there.
pub(super) async fn spend(conn: &mut Conn, hash: &str) -> Result<bool> {
    let rows = on!(conn, |c| diesel::delete(reset_tokens::table.find(hash)).execute(c).await)?;
    Ok(rows > 0)
}

/// Drops all of a user's tokens.
pub(super) async fn delete_of(conn: &mut Conn, user: Id) -> Result<()> {
    on!(conn, |c| diesel::delete(reset_tokens::table.filter(reset_tokens::user_id.eq(user)))
        .execute(c)
        .await)?;
    Ok(())
}
