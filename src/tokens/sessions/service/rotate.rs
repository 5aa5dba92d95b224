//! Rotates a refresh token, in one unit of work.

use super::super::model::{Opened, Renewal, Roles};
use super::super::store::{self, RefreshRow};
use crate::caller::Caller;
use crate::clock::Instant;
use crate::db::Conn;
use crate::error::Result;
use crate::id::Id;
use crate::opaque;
use crate::registry::Registry;
use crate::tokens::lifetime;

/// For how long a used token still returns its successor, in seconds. The response to its first use may have been lost.
const GRACE: i64 = 10;

/// The result of a rotation.
pub(super) enum Rotated {
    /// The token was valid. Contains the session with the next token.
    Next(Opened),
    /// The token had been used before. Contains the user and the session, which has been ended.
    Replayed(Id, Id),
    /// The request asked for more scopes than the session has.
    Wider,
    /// The token is unknown, expired or another client's, or its session has ended, or its user is gone or inactive.
    Refused,
}

/// Marks a token as used and stores `next` as its successor.
pub(super) async fn rotate(
    conn: &mut Conn,
    roles: &dyn Roles,
    renewal: Renewal,
    next: String,
    now: Instant,
    registry: Registry,
) -> Result<Rotated> {
    let Renewal { token, client, allowed, wanted } = renewal;
    let hash = opaque::kept(&token);
    let Some((refresh, session)) = store::find(conn, &hash).await? else { return Ok(Rotated::Refused) };
    if session.client != client || session.ended_at.is_some() || refresh.expires_at <= now {
        return Ok(Rotated::Refused);
    }
    let Caller { subject, session: id, scopes } = session.caller();
    // Look up the role again, so that refreshing does not keep a role that was taken away.
    let Some(role) = roles.present(conn, subject.id()).await? else { return Ok(Rotated::Refused) };
    if wanted.as_ref().is_some_and(|wanted| !scopes.has_all(wanted)) {
        return Ok(Rotated::Wider);
    }
    if store::spend(conn, &hash, now).await? {
        store::insert_token(conn, &RefreshRow::new(&next, id, now.plus_seconds(lifetime::REFRESH))).await?;
        store::extend(conn, id, now.plus_seconds(lifetime::REFRESH)).await?;
    } else {
        let spent_at = match refresh.spent_at {
            Some(moment) => Some(moment),
            // A concurrent request used the token after this unit of work had read it.
            None => store::find(conn, &hash).await?.and_then(|(refresh, _)| refresh.spent_at),
        };
        if spent_at.is_none_or(|moment| moment.plus_seconds(GRACE) < now) {
            store::end(conn, id, now).await?;
            return Ok(Rotated::Replayed(subject.id(), id));
        }
    }
    let now = scopes.and(&registry.scopes_of(role));
    let scopes = [allowed, wanted].iter().flatten().fold(now, |scopes, limit| scopes.and(limit));
    let caller = Caller { subject, session: id, scopes };
    Ok(Rotated::Next(Opened { caller, client, refresh: Some(next) }))
}
