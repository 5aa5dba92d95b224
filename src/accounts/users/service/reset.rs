//! User queries and updates for password resets.

use super::super::model::{Hold, User};
use super::super::store;
use crate::accounts::passwords::PasswordHash;
use crate::clock::Instant;
use crate::db::Conn;
use crate::error::Result;
use crate::id::Id;
use crate::text::Email;
use crate::tokens::sessions;

/// Returns the user with this e-mail address, active or not, and the password hash.
pub(crate) async fn find_by_email(conn: &mut Conn, email: &Email) -> Result<Option<(User, PasswordHash)>> {
    store::with_hash_by_key(conn, &email.key()).await
}

/// Returns the user with this id, active or not, and the password hash.
pub(crate) async fn find_by_id(conn: &mut Conn, id: Id) -> Result<Option<(User, PasswordHash)>> {
    store::with_hash(conn, id).await
}

/// Returns the user with this id, active or not, and the password hash. Locks the row exclusively until the unit of work ends.
pub(crate) async fn hold_by_id(conn: &mut Conn, id: Id) -> Result<Option<(User, PasswordHash)>> {
    store::with_hash_kept(conn, id, Hold::Alone).await
}

/// Replaces the password and ends all of the user's sessions. Returns the ids of the ended sessions, or `None` if the user does
/// not exist.
pub(crate) async fn put_password(
    conn: &mut Conn,
    id: Id,
    next: &PasswordHash,
    now: Instant,
) -> Result<Option<Vec<Id>>> {
    let Some((_, present)) = hold_by_id(conn, id).await? else { return Ok(None) };
    store::set_hash(conn, id, &present, next, Some(now)).await?;
    Ok(Some(sessions::end_all_of(conn, id, None, now).await?))
}
