//! User queries.

mod list;
mod residents;
mod row;
mod words;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

pub(super) use self::list::list;
pub(super) use self::residents::{hold_all, others, present, table_is_there};
pub(super) use self::row::UserRow;
pub(in crate::accounts) use self::words::WORDS;

use super::model::{Hold, Role, User, UserDraft};
use crate::accounts::errors;
use crate::accounts::passwords::PasswordHash;
use crate::clock::Instant;
use crate::db::schema::users;
use crate::db::{Conn, Constraint, Side, is_violation};
use crate::error::{Error, Fault, FaultCode, Result};
use crate::id::Id;
use crate::text::Username;
use crate::version::Stamp;
use crate::{first, on};

pub(super) async fn insert(conn: &mut Conn, row: UserRow) -> Result<User> {
    on!(conn, |c| diesel::insert_into(users::table).values(&row).execute(c).await).map_err(refused)?;
    Ok(row.into())
}

pub(super) async fn find(conn: &mut Conn, id: Id) -> Result<Option<User>> {
    Ok(with_hash(conn, id).await?.map(|(user, _)| user))
}

/// Returns the user and the password hash.
pub(super) async fn with_hash(conn: &mut Conn, id: Id) -> Result<Option<(User, PasswordHash)>> {
    let row = first!(conn, users::table.find(id).select(UserRow::as_select()))?;
    Ok(row.map(UserRow::apart))
}

/// Returns the user and the password hash, and locks the row until the unit of work ends. SQLite has a single writer and needs no
/// lock.
pub(super) async fn with_hash_kept(
    conn: &mut Conn,
    id: Id,
    hold: Hold,
) -> Result<Option<(User, PasswordHash)>> {
    let row: Option<UserRow> = match conn.side() {
        Side::Postgres(c) => {
            let query = users::table.find(id).select(UserRow::as_select());
            match hold {
                Hold::Shared => query.for_share().first(c).await.optional()?,
                Hold::Alone => query.for_no_key_update().first(c).await.optional()?,
            }
        }
        Side::Sqlite(c) => users::table.find(id).select(UserRow::as_select()).first(c).await.optional()?,
    };
    Ok(row.map(UserRow::apart))
}

/// Returns the user whose e-mail address or username has this key. The two cannot be confused, because only addresses contain an
/// `@`.
pub(super) async fn with_hash_by_key(conn: &mut Conn, key: &str) -> Result<Option<(User, PasswordHash)>> {
    let row = first!(
        conn,
        users::table
            .filter(users::email_key.eq(key).or(users::username_key.eq(key)))
            .select(UserRow::as_select())
    )?;
    Ok(row.map(UserRow::apart))
}

/// Returns the users with these ids that exist, and all active administrators. Locks all of these rows until the unit of work
/// ends.
///
/// The rows are locked in a fixed order. If two administrators take away each other's role, one waits for the other and then sees
/// the change. SQLite has a single writer and needs no lock.
pub(super) async fn hold(conn: &mut Conn, ids: &[Id]) -> Result<Vec<User>> {
    let admins = || users::role.eq(Role::Admin.name()).and(users::active.eq(true));
    let rows: Vec<UserRow> = match conn.side() {
        Side::Postgres(c) => {
            let query = users::table.filter(users::id.eq_any(ids).or(admins())).order(users::id);
            query.select(UserRow::as_select()).for_update().load(c).await?
        }
        Side::Sqlite(c) => {
            let query = users::table.filter(users::id.eq_any(ids).or(admins()));
            query.select(UserRow::as_select()).load(c).await?
        }
    };
    Ok(rows.into_iter().map(User::from).collect())
}

/// Refuses a draft whose e-mail address or username another user has. Reports both at once.
pub(super) async fn refuse_taken(conn: &mut Conn, draft: &UserDraft, own: Option<Id>) -> Result<()> {
    let (email, username) = (draft.email.key(), draft.username.as_ref().map(Username::key));
    let rows: Vec<(Id, String, Option<String>)> = on!(conn, |c| users::table
        .filter(users::email_key.eq(&email).or(users::username_key.eq(username.as_ref())))
        .select((users::id, users::email_key, users::username_key))
        .load(c)
        .await)?;
    let others = || rows.iter().filter(|(id, ..)| Some(*id) != own);
    let mut taken = Vec::new();
    if others().any(|(_, key, _)| *key == email) {
        taken.push((errors::EMAIL_TAKEN, "/email"));
    }
    if others().any(|(_, _, key)| key.is_some() && *key == username) {
        taken.push((errors::USERNAME_TAKEN, "/username"));
    }
    match taken.as_slice() {
        [] => Ok(()),
        [(code, _), ..] => {
            Err(taken.iter().fold(Error::from(*code), |error, (_, pointer)| error.at(is_taken(pointer))))
        }
    }
}

fn is_taken(pointer: &str) -> Fault {
    Fault::body(pointer, FaultCode::Taken, "belongs to another user")
}

/// Maps a violated index to an error: somebody took the address or the username since it was looked up.
fn refused(error: diesel::result::Error) -> Error {
    let violates = |column| is_violation(&error, Constraint::Unique { table: "users", column });
    if violates("email_key") {
        Error::from(errors::EMAIL_TAKEN).at(is_taken("/email"))
    } else if violates("username_key") {
        Error::from(errors::USERNAME_TAKEN).at(is_taken("/username"))
    } else {
        error.into()
    }
}

/// Writes a draft to a user's row, if the row still has the version of the stamp.
pub(super) async fn update(conn: &mut Conn, stamp: &Stamp, draft: UserDraft, now: Instant) -> Result<User> {
    let (name_words, search_words) = (draft.name_words(), draft.search_words());
    let (email_key, username_key) = (draft.email.key(), draft.username.as_ref().map(Username::key));
    let UserDraft { email, username, name, role, tier, active } = draft;
    let row: Option<UserRow> = on!(conn, |c| diesel::update(users::table.find(stamp.id))
        .filter(users::version.eq(stamp.version))
        .set((
            users::version.eq(users::version + 1),
            users::updated_at.eq(now),
            users::email.eq(email.as_str()),
            users::email_key.eq(&email_key),
            users::username.eq(username.as_ref().map(Username::as_str)),
            users::username_key.eq(username_key.as_ref()),
            users::name.eq(name.as_str()),
            users::role.eq(role.name()),
            users::tier.eq(tier.name()),
            users::active.eq(active),
            users::name_words.eq(&name_words),
            users::search_words.eq(&search_words),
        ))
        .returning(UserRow::as_returning())
        .get_result(c)
        .await
        .optional())
    .map_err(refused)?;
    row.map(User::from).ok_or_else(Error::version_mismatch)
}

/// Replaces a password hash, if the row still has the hash `present`. Returns whether it did. `changed` is the current time if
/// the password is different. The version stays, because no response contains the hash.
pub(super) async fn set_hash(
    conn: &mut Conn,
    id: Id,
    present: &PasswordHash,
    next: &PasswordHash,
    changed: Option<Instant>,
) -> Result<bool> {
    let same = || users::table.find(id).filter(users::password_hash.eq(present.as_str()));
    let hash = users::password_hash.eq(next.as_str());
    let rows = match changed {
        Some(now) => on!(conn, |c| diesel::update(same())
            .set((hash, users::password_changed_at.eq(now)))
            .execute(c)
            .await)?,
        None => on!(conn, |c| diesel::update(same()).set(hash).execute(c).await)?,
    };
    Ok(rows > 0)
}

/// Deletes a user. Its row must be locked.
pub(super) async fn delete(conn: &mut Conn, id: Id) -> Result<()> {
    on!(conn, |c| diesel::delete(users::table.find(id)).execute(c).await)?;
    Ok(())
}
