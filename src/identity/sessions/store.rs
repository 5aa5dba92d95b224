//! Statements on sessions.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::clock::Instant;
use crate::db::Conn;
use crate::db::schema::sessions;
use crate::error::Result;
use crate::id::Id;
use crate::on;

/// Ends all of a user's sessions but one; gives those that it ended.
pub(in crate::identity) async fn end_all_of(
    conn: &mut Conn,
    user: Id,
    except: Option<Id>,
    now: Instant,
) -> Result<Vec<Id>> {
    Ok(on!(conn, |c| diesel::update(sessions::table)
        .filter(sessions::user_id.eq(user))
        .filter(sessions::ended_at.is_null())
        .filter(sessions::id.ne_all(except.as_slice()))
        .set(sessions::ended_at.eq(now))
        .returning(sessions::id)
        .get_results(c)
        .await)?)
}
