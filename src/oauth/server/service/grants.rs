//! Issues tokens, one function for each grant.

use std::sync::Arc;

use super::super::codes::{self, Exchange, Exchanged};
use super::super::credentials::Credentials;
use super::super::refusal::{Failed, Refusal, Refused};
use super::OAuth;
use crate::accounts::scopes;
use crate::audit::{self, Outcome};
use crate::caller::{Scopes, Subject};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::oauth::actions;
use crate::oauth::clients::{self, Client, Grant};
use crate::origin::Origin;
use crate::signing_in::SignInRequest;
use crate::signing_in::errors;
use crate::tokens::actions::SESSION_OPENED;
use crate::tokens::sessions::{self, Opening, Pair, Renewal, Renewed};

/// The grant of a token request, with its parameters.
#[derive(Debug)]
pub enum Ask {
    /// An authorization code that a user's browser brought (RFC 6749, 4.1.3; RFC 7636, 4.5).
    Code {
        /// The code.
        code: String,
        /// The `redirect_uri` of the authorization request, if it was sent.
        redirect_uri: Option<String>,
        /// The PKCE code verifier.
        verifier: String,
    },
    /// A user's password (RFC 6749, 4.3).
    Password(SignInRequest),
    /// The client's own credentials (RFC 6749, 4.4).
    Itself,
    /// A refresh token (RFC 6749, 6).
    Refresh(String),
}

impl Ask {
    fn grant(&self) -> Grant {
        match self {
            Self::Code { .. } => Grant::AuthorizationCode,
            Self::Password(_) => Grant::Password,
            Self::Itself => Grant::ClientCredentials,
            Self::Refresh(_) => Grant::RefreshToken,
        }
    }
}

impl OAuth {
    /// Issues tokens to a client. `wanted` are the requested scopes; if absent, the client gets all scopes that it can have.
    ///
    /// # Errors
    /// `invalid_client`, `unauthorized_client`, `invalid_grant`, `invalid_scope`; `rate_limited`.
    pub async fn issue(
        &self,
        credentials: Credentials,
        ask: Ask,
        wanted: Option<Scopes>,
        origin: &Origin,
    ) -> Result<Pair, Failed> {
        let work = async {
            let client = self.client(credentials, origin).await?;
            let (grant, known) = (ask.grant(), client.clone());
            let given = Box::pin(self.by_grant(client, ask, wanted, origin)).await;
            if let Err(Failed::Refused(refused)) = &given
                && matches!(refused.refusal, Refusal::UnauthorizedClient | Refusal::InvalidScope)
            {
                self.note_refused(&known, grant.name(), refused, origin);
            }
            given
        };
        self.counted(origin, work).await
    }

    async fn by_grant(
        &self,
        client: Client,
        ask: Ask,
        wanted: Option<Scopes>,
        origin: &Origin,
    ) -> Result<Pair, Failed> {
        if !client.draft.may(ask.grant()) {
            let description = format!("The client cannot use the grant {}.", ask.grant());
            return Err(Refused::new(Refusal::UnauthorizedClient, description).into());
        }
        match ask {
            Ask::Code { code, redirect_uri, verifier } => {
                self.by_code(client, Exchange { code, redirect_uri, verifier }, origin).await
            }
            Ask::Password(attempt) => self.by_password(client, attempt, wanted, origin).await,
            Ask::Itself => self.by_itself(client, wanted, origin).await,
            Ask::Refresh(token) => self.by_refresh(client, token, wanted, origin).await,
        }
    }

    /// The password grant. The new tokens replace those that the client had for this user before.
    async fn by_password(
        &self,
        client: Client,
        attempt: SignInRequest,
        wanted: Option<Scopes>,
        origin: &Origin,
    ) -> Result<Pair, Failed> {
        let event = audit::event(&self.app, SESSION_OPENED, origin).named(&attempt.name);
        let event = event.with("client", &client.client_id).with("grant", Grant::Password);
        let proven = self.sign_in.authenticate(attempt, origin).await.map_err(not_granted)?;
        let (sessions, access) = (self.sessions.clone(), Arc::clone(&self.access));
        let (now, registry) = (self.app.clock.now(), self.app.registry);
        let unit = async move |conn: &mut Conn| -> Result<_, Failed> {
            // Lock the user's row exclusively, so that of two concurrent grants the second ends the session of the first.
            let (user, role) = proven.confirm_alone(conn).await.map_err(not_granted)?;
            if !clients::is_still(conn, &client).await? {
                return Err(Refusal::InvalidClient.into());
            }
            let own = registry.scopes_of(role).and(&client.draft.scopes);
            let scopes = cut(&own, wanted.as_ref()).ok_or(Refusal::InvalidScope)?;
            let ended = sessions::end_all_of_pair(conn, user, &client.client_id, now).await?;
            conn.after_commit(move || access.end(ended));
            let opening = Opening {
                subject: Subject::User(user),
                client: client.client_id,
                scopes,
                refreshable: client.draft.may(Grant::RefreshToken),
            };
            let opened = sessions.open(conn, opening).await?;
            audit::record(conn, event.by(user).on("session", opened.caller.session)).await?;
            Ok(opened)
        };
        Ok(self.sessions.pair(self.app.db.write(unit).await?)?)
    }

    /// The client acts on its own behalf. It has no account, so the scope `profile` would be meaningless.
    async fn by_itself(
        &self,
        client: Client,
        wanted: Option<Scopes>,
        origin: &Origin,
    ) -> Result<Pair, Failed> {
        let scopes = cut(&client.draft.scopes.without(scopes::PROFILE), wanted.as_ref())
            .ok_or(Refusal::InvalidScope)?;
        let id = client.stamp.id;
        let event = audit::event(&self.app, SESSION_OPENED, origin).by(id);
        let event = event.with("client", &client.client_id).with("grant", Grant::ClientCredentials);
        let sessions = self.sessions.clone();
        let unit = async move |conn: &mut Conn| -> Result<_, Failed> {
            if !clients::is_still(conn, &client).await? {
                return Err(Refusal::InvalidClient.into());
            }
            let subject = Subject::Client(id);
            let opening = Opening { subject, client: client.client_id, scopes, refreshable: false };
            let opened = sessions.open(conn, opening).await?;
            audit::record(conn, event.on("session", opened.caller.session)).await?;
            Ok(opened)
        };
        Ok(self.sessions.pair(self.app.db.write(unit).await?)?)
    }

    async fn by_refresh(
        &self,
        client: Client,
        token: String,
        wanted: Option<Scopes>,
        origin: &Origin,
    ) -> Result<Pair, Failed> {
        let allowed = Some(client.draft.scopes);
        let renewal = Renewal { token, client: client.client_id, allowed, wanted };
        match self.sessions.refresh(renewal, origin).await? {
            Renewed::Given(pair) => Ok(pair),
            Renewed::Wider => {
                let description = "The request asks for more scopes than the refresh token has.";
                Err(Refused::new(Refusal::InvalidScope, description).into())
            }
            Renewed::Refused => Err(Refusal::InvalidGrant.into()),
        }
    }

    async fn by_code(&self, client: Client, exchange: Exchange, origin: &Origin) -> Result<Pair, Failed> {
        let opened = audit::event(&self.app, SESSION_OPENED, origin)
            .with("client", &client.client_id)
            .with("grant", Grant::AuthorizationCode);
        let replayed = audit::event(&self.app, actions::CODE_REPLAYED, origin)
            .outcome(Outcome::Refused)
            .with("client", &client.client_id);
        let refused = audit::event(&self.app, actions::CLIENT_REQUEST_REFUSED, origin)
            .outcome(Outcome::Refused)
            .by(client.stamp.id)
            .with("client", &client.client_id)
            .with("request", Grant::AuthorizationCode)
            .with("error", Refusal::InvalidGrant);
        let (sessions, access) = (self.sessions.clone(), Arc::clone(&self.access));
        let (now, registry) = (self.app.clock.now(), self.app.registry);
        let unit = async move |conn: &mut Conn| -> Result<_, Failed> {
            if !clients::is_still(conn, &client).await? {
                return Err(Refusal::InvalidGrant.into());
            }
            let (event, caller, given) =
                match codes::exchange(conn, &sessions, &client, exchange, now, registry).await? {
                    Exchanged::Given(session) => (opened, session.caller.clone(), Some(session)),
                    Exchanged::Replayed(caller) => {
                        let session = caller.session;
                        conn.after_commit(move || access.end([session]));
                        (replayed, caller, None)
                    }
                    Exchanged::Refused => {
                        audit::record(conn, refused).await?;
                        return Ok(None);
                    }
                };
            audit::record(conn, event.by(caller.subject.id()).on("session", caller.session)).await?;
            // Return `Ok`, so that the unit of work commits: the refusal stays recorded, and the session that a replay ended
            // stays ended.
            Ok(given)
        };
        let session = self.app.db.write(unit).await?.ok_or(Refusal::InvalidGrant)?;
        Ok(self.sessions.pair(session)?)
    }
}

/// Returns the scopes that a user is asked to grant. If the client names none, that is only `profile`, which identifies the user
/// (RFC 6749, 3.3). Any other scope has to be requested by name.
pub(in crate::oauth::server) fn asked(allowed: &Scopes, wanted: Option<&Scopes>) -> Option<Scopes> {
    match wanted {
        None => Some(allowed.and(&[scopes::PROFILE].into_iter().collect())),
        wanted => cut(allowed, wanted),
    }
}

/// Returns the requested scopes among those that are allowed. Returns `None` if scopes are requested and none of them is allowed.
pub(in crate::oauth::server) fn cut(allowed: &Scopes, wanted: Option<&Scopes>) -> Option<Scopes> {
    match wanted {
        None => Some(allowed.clone()),
        Some(wanted) => Some(allowed.and(wanted)).filter(|scopes| !scopes.is_empty()),
    }
}

/// Turns a wrong password into `invalid_grant`. Other errors stay as they are.
fn not_granted(error: Error) -> Failed {
    match error.code() {
        errors::CREDENTIALS_INVALID => Refusal::InvalidGrant.into(),
        _ => Failed::House(error),
    }
}
