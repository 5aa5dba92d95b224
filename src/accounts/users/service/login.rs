//! User queries for signing in.

use futures_util::future::BoxFuture;

use super::super::model::Hold;
use super::super::model::User;
use super::super::store;
use crate::accounts::passwords::PasswordHash;
use crate::caller::Role;
use crate::db::Conn;
use crate::error::Result;
use crate::id::Id;
use crate::text::account;
use crate::tokens::sessions::Roles;

/// Returns the user with this e-mail address or username, active or not, and the password hash.
pub(crate) async fn find_by_login(conn: &mut Conn, login: &str) -> Result<Option<(User, PasswordHash)>> {
    store::with_hash_by_key(conn, &account::key(login)).await
}

/// Replaces a password hash with one of the current cost, unless the hash has changed meanwhile.
pub(crate) async fn renew_hash(
    conn: &mut Conn,
    user: Id,
    present: &PasswordHash,
    next: &PasswordHash,
) -> Result<()> {
    store::set_hash(conn, user, present, next, None).await?;
    Ok(())
}

/// Returns the current role of a user, which determines the scopes of the user's tokens. Returns `None` if the user does not
/// exist or is inactive.
async fn allowed(conn: &mut Conn, user: Id) -> Result<Option<Role>> {
    let user = store::find(conn, user).await?.filter(|user| user.draft.active);
    Ok(user.map(|user| user.draft.role))
}

/// Looks up the current roles of users, for modules that do not know users.
#[derive(Debug, Clone, Copy)]
pub struct PresentRoles;

impl Roles for PresentRoles {
    fn present<'a>(&'a self, conn: &'a mut Conn, user: Id) -> BoxFuture<'a, Result<Option<Role>>> {
        Box::pin(allowed(conn, user))
    }
}

/// Returns the same, and locks the user's row against changes until the unit of work ends.
pub(crate) async fn kept_allowed(conn: &mut Conn, user: Id) -> Result<Option<Role>> {
    let found = store::with_hash_kept(conn, user, Hold::Shared).await?.filter(|(user, _)| user.draft.active);
    Ok(found.map(|(user, _)| user.draft.role))
}

/// Returns the same if the user's password still has this hash, and locks the user's row until the unit of work ends.
pub(crate) async fn still_allowed(
    conn: &mut Conn,
    user: Id,
    hash: &PasswordHash,
    hold: Hold,
) -> Result<Option<Role>> {
    let found = store::with_hash_kept(conn, user, hold).await?;
    let same = found.filter(|(user, present)| user.draft.active && present == hash);
    Ok(same.map(|(user, _)| user.draft.role))
}
