//! Creates, loads and rotates the signing keys in the database. The first start creates a key. A rotation needs no restart and
//! invalidates no tokens.
//!
//! A new key signs only after [`SETTLING`] seconds, when every server has loaded it. A superseded key verifies for as long as one
//! of its tokens can be valid.

use super::store::{self, KeyRow};
use super::{Keys, SigningKey};
use crate::app::App;
use crate::audit;
use crate::clock::Instant;
use crate::db::{Conn, Db};
use crate::error::{Error, Result};
use crate::origin::Origin;
use crate::seal::Seal;
use crate::tasks;
use crate::tokens::actions;
use crate::tokens::lifetime;

/// Seconds until a new key signs. Servers look for new keys every few seconds.
pub const SETTLING: i64 = 60;
/// Seconds for which a superseded key still verifies, in addition to the lifetime of a token.
const MARGIN: i64 = 60;

/// Updates `keys` from the database. Creates the first key if there is none, and a new one if the newest is older than `days`.
///
/// Each step runs even if an earlier one failed.
///
/// # Errors
/// When the database fails, or a key was sealed with another secret. The keys that can be opened are loaded anyway.
pub async fn learn(app: &App, seal: &Seal, days: i64, keys: &Keys) -> Result<()> {
    let now = app.clock.now();
    let mut rows = app.db.read_latest(async |conn: &mut Conn| store::list(conn).await).await?;
    let old = rows.first().is_none_or(|newest| newest.created_at.plus_seconds(days * 86_400) < now);
    let made = if old { make(app, seal).await.map(|row| rows.insert(0, row)) } else { Ok(()) };
    let (signing, gone) = ring(&rows, now);
    let learnt = take_up(seal, &signing, keys);
    let deleted = if gone.is_empty() {
        Ok(())
    } else {
        app.db.write(async move |conn: &mut Conn| store::delete(conn, &gone).await).await
    };
    tasks::all([made, learnt, deleted])
}

/// Opens the keys in these rows, of which the first one signs, and replaces the known keys with them.
fn take_up(seal: &Seal, rows: &[&KeyRow], keys: &Keys) -> Result<()> {
    // Usually nothing has changed. Then no key needs to be opened.
    if keys.all().iter().map(|key| &key.id).eq(rows.iter().map(|row| &row.id)) {
        return Ok(());
    }
    let (opened, failed): (Vec<_>, Vec<_>) =
        rows.iter().map(|row| opened(seal, row)).partition(Result::is_ok);
    let opened: Vec<_> = opened.into_iter().flatten().collect();
    if !opened.is_empty() {
        keys.replace(opened);
    }
    tasks::all(failed.into_iter().map(|failure| failure.map(drop)))
}

/// Creates a new key. Running servers load it by themselves. Returns the id of the key.
///
/// # Errors
/// When the existing keys were sealed with another secret, the database fails, or the machine gives no random numbers. Then
/// nothing is changed.
pub async fn rotate(app: &App, seal: &Seal) -> Result<String> {
    Ok(make(app, seal).await?.id)
}

async fn make(app: &App, seal: &Seal) -> Result<KeyRow> {
    let pkcs8 = SigningKey::generate()?;
    let id = SigningKey::read(&pkcs8)?.id;
    let row = KeyRow { sealed: seal.seal(&id, &pkcs8)?, created_at: app.clock.now(), id: id.clone() };
    // The event has no origin, because no request asked for the key.
    let event = audit::event(app, actions::KEY_ROTATED, &Origin::default()).on("key", &id);
    let (made, seal) = (row.clone(), seal.clone());
    let unit = async move |conn: &mut Conn| {
        // The other servers could not open a key that was sealed with another secret, so they would stop working.
        store::hold(conn).await?;
        for present in store::list(conn).await? {
            opened(&seal, &present)?;
        }
        store::insert(conn, &row).await?;
        audit::record(conn, event).await
    };
    app.db.write(unit).await?;
    Ok(made)
}

/// Checks that a secret opens the existing keys. A database that was not migrated has none.
///
/// # Errors
/// When a key was sealed with another secret, or there are keys but no secret.
pub async fn fits(db: &Db, seal: Option<&Seal>) -> Result<()> {
    // Ignore a database that does not respond: its next user reports the error.
    let rows = db.read_latest(async |conn: &mut Conn| store::list(conn).await).await.unwrap_or_default();
    match seal {
        Some(seal) => tasks::all(rows.iter().map(|row| opened(seal, row).map(drop))),
        None if rows.is_empty() => Ok(()),
        None => Err(Error::internal(
            "the signing keys in the database were sealed with a secret that is gone: put the file back that was beside the \
             database, or set identity.secret",
        )),
    }
}

fn opened(seal: &Seal, row: &KeyRow) -> Result<SigningKey> {
    let pkcs8 = seal.open(&row.id, &row.sealed).ok_or_else(|| {
        let id = &row.id;
        Error::internal(format!(
            "the signing key {id} in the database was sealed with another identity.secret: use the one that your servers use"
        ))
    })?;
    SigningKey::read(&pkcs8)
}

/// Returns the rows to keep, with the one that signs first, and the ids of the expired keys. `rows` has the newest key first.
fn ring(rows: &[KeyRow], now: Instant) -> (Vec<&KeyRow>, Vec<String>) {
    let settled = |row: &KeyRow| row.created_at.plus_seconds(SETTLING) <= now;
    // The very first key signs at once, because no token exists yet.
    let signing = rows.iter().position(settled).unwrap_or(rows.len().saturating_sub(1));
    let superseded =
        |at: usize| rows[at - 1].created_at.plus_seconds(SETTLING + lifetime::ACCESS + MARGIN) <= now;
    let gone = |at: usize| at > signing && superseded(at);
    let kept = rows.iter().enumerate().filter(|(at, _)| *at != signing && !gone(*at)).map(|(_, row)| row);
    let kept = rows.get(signing).into_iter().chain(kept).collect();
    (kept, (0..rows.len()).filter(|at| gone(*at)).map(|at| rows[at].id.clone()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, created_at: &str) -> KeyRow {
        KeyRow { id: id.to_owned(), created_at: created_at.parse().unwrap(), sealed: Vec::new() }
    }

    fn ids(rows: &[KeyRow], now: &str) -> (Vec<String>, Vec<String>) {
        let (kept, gone) = ring(rows, now.parse().unwrap());
        (kept.iter().map(|row| row.id.clone()).collect(), gone)
    }

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_new_key_signs_after_a_minute_and_the_old_one_verifies_until_its_tokens_are_gone() {
        let rows = [row("new", "2026-01-02T00:00:00Z"), row("old", "2026-01-01T00:00:00Z")];

        assert_eq!(ids(&rows, "2026-01-02T00:00:30Z"), (names(&["old", "new"]), names(&[])));
        assert_eq!(ids(&rows, "2026-01-02T00:01:00Z"), (names(&["new", "old"]), names(&[])));
        assert_eq!(ids(&rows, "2026-01-02T00:16:59Z"), (names(&["new", "old"]), names(&[])));
        assert_eq!(ids(&rows, "2026-01-02T00:17:00Z"), (names(&["new"]), names(&["old"])));
    }

    #[test]
    fn the_first_key_signs_at_once() {
        assert_eq!(ids(&[row("first", "2026-01-01T00:00:00Z")], "2026-01-01T00:00:00Z").0, names(&["first"]));
    }
}
