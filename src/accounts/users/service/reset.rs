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

/// The user with this e-mail address, active or not, and what is kept of the password.
pub(crate) async fn find_by_email(conn: &mut Conn, email: &Email) -> Result<Option<(User, PasswordHash)>> {
    store::with_hash_by_key(conn, &email.key()).await
}

/// The user with this id, active or not, and what is kept of the password.
pub(crate) async fn find_by_id(conn: &mut Conn, id: Id) -> Result<Option<(User, PasswordHash)>> {
    store::with_hash(conn, id).await
}

/// The user with this id, active or not, and what is kept of the password; nobody changes either before the unit of work ends.
pub(crate) async fn hold_by_id(conn: &mut Conn, id: Id) -> Result<Option<(User, PasswordHash)>> {
    store::with_hash_kept(conn, id, Hold::Alone).await
}

/// Puts a password in the place of whatever was there and ends all sessions; gives those, or nothing if there is no such user.
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
