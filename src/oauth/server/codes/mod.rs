//! Authorization codes. A code is made when a user authorizes a client. It works once, within a minute, for the client that has
//! the code verifier (RFC 7636).

mod store;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use self::store::CodeRow;
use crate::accounts::users;
use crate::caller::{Caller, Scopes, Subject};
use crate::clock::Instant;
use crate::db::Conn;
use crate::error::Result;
use crate::id::Id;
use crate::oauth::clients::{Client, Grant};
use crate::opaque;
use crate::registry::Registry;
use crate::tokens::sessions::{self, Opened, Opening, Sessions};

pub(super) use self::store::delete_expired;

/// How long a code is valid, in seconds.
const LIFETIME: i64 = 60;

/// What a user authorized.
#[derive(Debug)]
pub(super) struct Granted {
    pub(super) client: String,
    pub(super) user: Id,
    pub(super) redirect_uri: Option<String>,
    pub(super) scopes: Scopes,
    pub(super) challenge: String,
}

/// A code that a client exchanges for tokens.
#[derive(Debug, Clone)]
pub(super) struct Exchange {
    pub(super) code: String,
    pub(super) redirect_uri: Option<String>,
    pub(super) verifier: String,
}

/// The result of an exchange.
#[derive(Debug)]
pub(super) enum Exchanged {
    /// The code was valid.
    Given(Opened),
    /// The code had been used before. The session that it had opened has been ended.
    Replayed(Caller),
    /// The code is unknown, expired, another client's, or does not match the request that it was made for.
    Refused,
}

/// Creates a code, in the unit of work in which the user authorizes the client.
pub(super) async fn make(conn: &mut Conn, granted: Granted, now: Instant) -> Result<String> {
    let code = opaque::make::<32>()?;
    let Granted { client, user, redirect_uri, scopes, challenge } = granted;
    let row = CodeRow {
        hash: opaque::kept(&code),
        client,
        user_id: user,
        redirect_uri,
        scope: scopes.to_string(),
        challenge,
        expires_at: now.plus_seconds(LIFETIME),
        session_id: None,
    };
    store::insert(conn, &row).await?;
    Ok(code)
}

/// Opens a session for a code, as part of a unit of work. If a code is used more than once, the first use gets the session and
/// the others end it, because one of them may come from a thief (RFC 6749, 4.1.2).
pub(super) async fn exchange(
    conn: &mut Conn,
    sessions: &Sessions,
    client: &Client,
    exchange: Exchange,
    now: Instant,
    registry: Registry,
) -> Result<Exchanged> {
    let hash = opaque::kept(&exchange.code);
    let Some(user) = store::user(conn, &hash).await? else { return Ok(Exchanged::Refused) };
    // Lock the user before the code. Everything that ends a user's sessions and codes locks them in this order. Because the user
    // cannot change from here on, no session can be opened that such a change would miss.
    let role = users::kept_allowed(conn, user).await?;
    let found = store::hold(conn, &hash).await?.filter(|row| row.client == client.client_id);
    let Some(row) = found else { return Ok(Exchanged::Refused) };
    if let Some(session) = row.session_id {
        sessions::end(conn, session, now).await?;
        let subject = Subject::User(row.user_id);
        return Ok(Exchanged::Replayed(Caller { subject, session, scopes: Scopes::default() }));
    }
    let proved = URL_SAFE_NO_PAD.encode(Sha256::digest(&exchange.verifier)) == row.challenge;
    if row.expires_at <= now || row.redirect_uri != exchange.redirect_uri || !proved {
        return Ok(Exchanged::Refused);
    }
    let Some(role) = role else { return Ok(Exchanged::Refused) };
    let opening = Opening {
        subject: Subject::User(row.user_id),
        client: row.client,
        scopes: Scopes::parse(&row.scope).and(&registry.scopes_of(role)).and(&client.draft.scopes),
        refreshable: client.draft.may(Grant::RefreshToken),
    };
    let opened = sessions.open(conn, opening).await?;
    store::spend(conn, &hash, opened.caller.session).await?;
    Ok(Exchanged::Given(opened))
}
