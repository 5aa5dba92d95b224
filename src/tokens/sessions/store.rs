//! Session and refresh token queries and row types.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::caller::{Caller, Scopes, Subject};
use crate::clock::Instant;
use crate::db::Conn;
use crate::db::schema::{authorization_codes, refresh_tokens, sessions};
use crate::error::Result;
use crate::id::Id;
use crate::opaque;
use crate::{first, on};

/// The row type of sessions.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = sessions, treat_none_as_default_value = false)]
pub(super) struct SessionRow {
    pub(super) id: Id,
    pub(super) subject: String,
    pub(super) subject_id: Id,
    pub(super) client: String,
    pub(super) scope: String,
    pub(super) created_at: Instant,
    pub(super) expires_at: Instant,
    pub(super) ended_at: Option<Instant>,
}

/// Returns the type of a session's subject, as stored in its row.
pub(super) fn kind(subject: Subject) -> &'static str {
    match subject {
        Subject::User(_) => "user",
        Subject::Client(_) => "client",
    }
}

impl SessionRow {
    /// Returns the caller that the session's tokens identify.
    pub(super) fn caller(&self) -> Caller {
        let of_client = self.subject == kind(Subject::Client(self.subject_id));
        let subject =
            if of_client { Subject::Client(self.subject_id) } else { Subject::User(self.subject_id) };
        Caller { subject, session: self.id, scopes: Scopes::parse(&self.scope) }
    }
}

/// The row type of refresh tokens.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = refresh_tokens, treat_none_as_default_value = false)]
pub(super) struct RefreshRow {
    pub(super) hash: Vec<u8>,
    pub(super) session_id: Id,
    pub(super) expires_at: Instant,
    pub(super) spent_at: Option<Instant>,
}

impl RefreshRow {
    /// Creates the row of an unused token.
    pub(super) fn new(token: &str, session_id: Id, expires_at: Instant) -> Self {
        Self { hash: opaque::kept(token), session_id, expires_at, spent_at: None }
    }
}

pub(super) async fn insert(conn: &mut Conn, session: &SessionRow) -> Result<()> {
    on!(conn, |c| diesel::insert_into(sessions::table).values(session).execute(c).await)?;
    Ok(())
}

pub(super) async fn insert_token(conn: &mut Conn, token: &RefreshRow) -> Result<()> {
    on!(conn, |c| diesel::insert_into(refresh_tokens::table).values(token).execute(c).await)?;
    Ok(())
}

pub(super) async fn find(conn: &mut Conn, hash: &[u8]) -> Result<Option<(RefreshRow, SessionRow)>> {
    let found = first!(
        conn,
        refresh_tokens::table
            .inner_join(sessions::table)
            .filter(refresh_tokens::hash.eq(hash))
            .select((RefreshRow::as_select(), SessionRow::as_select()))
    )?;
    Ok(found)
}

/// Marks a token as used. Returns whether it was unused; of several concurrent uses, only one gets `true`.
pub(super) async fn spend(conn: &mut Conn, hash: &[u8], now: Instant) -> Result<bool> {
    let spent = on!(conn, |c| diesel::update(refresh_tokens::table.filter(refresh_tokens::hash.eq(hash)))
        .filter(refresh_tokens::spent_at.is_null())
        .set(refresh_tokens::spent_at.eq(now))
        .execute(c)
        .await)?;
    Ok(spent == 1)
}

/// Ends a session. Returns whether it had not ended before.
pub(crate) async fn end(conn: &mut Conn, session: Id, now: Instant) -> Result<bool> {
    let ended = on!(conn, |c| diesel::update(sessions::table.find(session))
        .filter(sessions::ended_at.is_null())
        .set(sessions::ended_at.eq(now))
        .execute(c)
        .await)?;
    Ok(ended == 1)
}

// Ending all sessions of a user or a client also deletes their authorization codes, although that table belongs to the
// authorization server in a higher layer. Otherwise, a caller could forget to delete codes that would open new sessions. It also
// keeps the order in which rows are locked (users, sessions, codes) in one place. Only the table is used, nothing else of the
// authorization server.

/// Ends the sessions that match a condition and have not ended yet. Returns their ids.
macro_rules! end_where {
    ($conn:ident, $now:ident, $condition:expr) => {
        on!($conn, |c| diesel::update(sessions::table)
            .filter($condition)
            .filter(sessions::ended_at.is_null())
            .set(sessions::ended_at.eq($now))
            .returning(sessions::id)
            .get_results(c)
            .await)?
    };
}

/// Ends all sessions of a user except `except`, and deletes the unused authorization codes. Returns the ids of the ended
/// sessions.
pub(crate) async fn end_all_of(
    conn: &mut Conn,
    user: Id,
    except: Option<Id>,
    now: Instant,
) -> Result<Vec<Id>> {
    // No session has the user's id, so this excludes nothing if there is no exception.
    let kept = except.unwrap_or(user);
    let ended = end_where!(conn, now, sessions::subject_id.eq(user).and(sessions::id.ne(kept)));
    let codes = || authorization_codes::user_id.eq(user).and(authorization_codes::session_id.is_null());
    on!(conn, |c| diesel::delete(authorization_codes::table.filter(codes())).execute(c).await)?;
    Ok(ended)
}

/// Ends all sessions of a client, and deletes its unused authorization codes. Returns the ids of the ended sessions.
pub(crate) async fn end_all_of_client(conn: &mut Conn, client: &str, now: Instant) -> Result<Vec<Id>> {
    let ended = end_where!(conn, now, sessions::client.eq(client));
    let codes = || authorization_codes::client.eq(client).and(authorization_codes::session_id.is_null());
    on!(conn, |c| diesel::delete(authorization_codes::table.filter(codes())).execute(c).await)?;
    Ok(ended)
}

/// Ends the sessions of a client for one user. Returns the ids of the ended sessions.
pub(crate) async fn end_all_of_pair(
    conn: &mut Conn,
    user: Id,
    client: &str,
    now: Instant,
) -> Result<Vec<Id>> {
    let ended = end_where!(conn, now, sessions::subject_id.eq(user).and(sessions::client.eq(client)));
    Ok(ended)
}

/// Returns whether a session exists and has not ended.
pub(crate) async fn lives(conn: &mut Conn, session: Id) -> Result<bool> {
    let count: i64 = on!(conn, |c| sessions::table
        .filter(sessions::id.eq(session))
        .filter(sessions::ended_at.is_null())
        .count()
        .get_result(c)
        .await)?;
    Ok(count > 0)
}

/// Returns the sessions that ended at this moment or later.
pub(super) async fn ended_since(conn: &mut Conn, moment: Instant) -> Result<Vec<Id>> {
    let ended = on!(conn, |c| sessions::table
        .filter(sessions::ended_at.ge(moment))
        .select(sessions::id)
        .get_results(c)
        .await)?;
    Ok(ended)
}

/// Deletes the sessions that expired before this moment, together with their tokens.
pub(super) async fn delete_expired(conn: &mut Conn, before: Instant) -> Result<usize> {
    let deleted = on!(conn, |c| diesel::delete(sessions::table.filter(sessions::expires_at.lt(before)))
        .execute(c)
        .await)?;
    Ok(deleted)
}

/// Extends the life of a session.
pub(super) async fn extend(conn: &mut Conn, session: Id, expires_at: Instant) -> Result<()> {
    on!(conn, |c| diesel::update(sessions::table.find(session))
        .set(sessions::expires_at.eq(expires_at))
        .execute(c)
        .await)?;
    Ok(())
}
