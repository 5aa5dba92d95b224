//! Authorization code queries and row types.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::clock::Instant;
use crate::db::schema::authorization_codes;
use crate::db::{Conn, Side};
use crate::error::Result;
use crate::id::Id;
use crate::{first, on};

/// The row type of authorization codes.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = authorization_codes, treat_none_as_default_value = false)]
pub(super) struct CodeRow {
    pub(super) hash: Vec<u8>,
    pub(super) client: String,
    pub(super) user_id: Id,
    pub(super) redirect_uri: Option<String>,
    pub(super) scope: String,
    pub(super) challenge: String,
    pub(super) expires_at: Instant,
    pub(super) session_id: Option<Id>,
}

pub(super) async fn insert(conn: &mut Conn, code: &CodeRow) -> Result<()> {
    on!(conn, |c| diesel::insert_into(authorization_codes::table).values(code).execute(c).await)?;
    Ok(())
}

/// Returns the user of a code.
pub(super) async fn user(conn: &mut Conn, hash: &[u8]) -> Result<Option<Id>> {
    let query = || authorization_codes::table.find(hash.to_vec()).select(authorization_codes::user_id);
    Ok(first!(conn, query())?)
}

/// Returns the code and locks its row until the unit of work ends. SQLite has a single writer and needs no lock.
pub(super) async fn hold(conn: &mut Conn, hash: &[u8]) -> Result<Option<CodeRow>> {
    let query = || authorization_codes::table.find(hash.to_vec());
    Ok(match conn.side() {
        Side::Postgres(c) => {
            let query = query().select(CodeRow::as_select()).for_update();
            query.first(c).await.optional()?
        }
        Side::Sqlite(c) => query().select(CodeRow::as_select()).first(c).await.optional()?,
    })
}

/// Records the session that a code has opened. The code's row must be locked.
pub(super) async fn spend(conn: &mut Conn, hash: &[u8], session: Id) -> Result<()> {
    on!(conn, |c| diesel::update(authorization_codes::table.find(hash.to_vec()))
        .set(authorization_codes::session_id.eq(session))
        .execute(c)
        .await)?;
    Ok(())
}

/// Deletes the codes that expired before this moment.
pub(in super::super) async fn delete_expired(conn: &mut Conn, before: Instant) -> Result<usize> {
    let old = || authorization_codes::table.filter(authorization_codes::expires_at.lt(before));
    Ok(on!(conn, |c| diesel::delete(old()).execute(c).await)?)
}
