//! Business rules and use cases for clients.

use std::sync::Arc;

use super::model::{Client, ClientDraft, ClientSort};
use super::secrets::{self, ClientSecret, OVERLAP, Secrets};
use super::store::{self, ClientRow};
use crate::action::Action;
use crate::app::App;
use crate::audit::{self, Event, Notes, Outcome};
use crate::caller::{Caller, Scopes};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::oauth::actions;
use crate::oauth::errors;
use crate::opaque;
use crate::origin::Origin;
use crate::page::{Slice, Window};
use crate::tokens::access::AccessTokens;
use crate::tokens::sessions;
use crate::version::{Guard, Stamp};

/// The use cases for clients.
#[derive(Debug, Clone)]
pub struct Clients {
    app: App,
    access: Arc<AccessTokens>,
    notes: Notes,
}

impl Clients {
    /// Creates the use cases for this app. `access` rejects the tokens of clients that change, and `notes` records refusals in
    /// the audit log.
    #[must_use]
    pub fn new(app: App, access: Arc<AccessTokens>, notes: Notes) -> Self {
        Self { app, access, notes }
    }

    /// Creates a client. Returns its secret if the client is confidential; the secret cannot be read later.
    ///
    /// # Errors
    /// `scopes_exceeded`.
    pub async fn create(
        &self,
        caller: &Caller,
        origin: &Origin,
        draft: ClientDraft,
    ) -> Result<(Client, Option<ClientSecret>)> {
        self.noted(within(caller, &draft.scopes), caller, origin, None)?;
        let stamp = self.app.new_stamp();
        let client_id = opaque::make::<16>()?;
        let secret = if draft.confidential { Some(secrets::make()?) } else { None };
        let row = ClientRow::new(stamp, client_id, draft, secret.as_ref().map(secrets::hash));
        let event = audit::event(&self.app, actions::CLIENT_CREATED, origin).by(caller.subject.id());
        let unit = async move |conn: &mut Conn| {
            audit::record(conn, event.on("client", stamp.id)).await?;
            store::insert(conn, row).await
        };
        Ok((self.app.db.write(unit).await?, secret))
    }

    /// Returns a client.
    ///
    /// # Errors
    /// `client_not_found`.
    pub async fn get(&self, id: Id) -> Result<Client> {
        let found = self.app.db.read(async move |conn: &mut Conn| store::find(conn, id).await).await?;
        found.ok_or_else(|| errors::CLIENT_NOT_FOUND.into())
    }

    /// Returns a page of clients.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self, window: Window<ClientSort>) -> Result<Slice<Client>> {
        self.app.db.report(async move |conn: &mut Conn| store::list(conn, &window).await).await
    }

    /// Changes a client to what `edit` makes of its current state. If the client loses rights, its tokens are revoked.
    ///
    /// # Errors
    /// `client_not_found`, `version_mismatch`, `scopes_exceeded`, the errors of `edit`, and `write_conflict` if concurrent writes
    /// keep getting in between.
    pub async fn change<F>(
        &self,
        caller: &Caller,
        origin: &Origin,
        id: Id,
        guard: Guard,
        edit: F,
    ) -> Result<Client>
    where
        F: Fn(Client) -> Result<ClientDraft> + Send + Sync,
    {
        let plan = |current: Client| {
            let (now, access) = (self.app.clock.now(), Arc::clone(&self.access));
            let draft = edit(current.clone())?;
            within(caller, &current.draft.scopes)?;
            within(caller, &draft.scopes)?;
            let event = self.event(actions::CLIENT_CHANGED, caller, origin, id);
            let event = if current.draft.scopes == draft.scopes {
                event
            } else {
                event.with("scopes", format!("{} to {}", current.draft.scopes, draft.scopes))
            };
            Ok(async move |conn: &mut Conn| {
                let client = store::update(conn, &current.stamp, &draft, now).await?;
                audit::record(conn, event).await?;
                if current.draft.loses_rights(&draft) {
                    let ended = sessions::end_all_of_client(conn, &current.client_id, now).await?;
                    conn.after_commit(move || access.end(ended));
                }
                Ok(client)
            })
        };
        let find = async move |conn: &mut Conn| found(conn, id).await;
        self.noted(self.app.db.revise(guard, find, plan).await, caller, origin, Some(id))
    }

    /// Rotates the secret of a client. The current secret works for another day, and the one before it stops working.
    ///
    /// # Errors
    /// `client_not_found`; `client_is_public`; `scopes_exceeded`; `write_conflict`.
    pub async fn rotate(&self, caller: &Caller, origin: &Origin, id: Id) -> Result<(Client, ClientSecret)> {
        let secret = secrets::make()?;
        let next = secrets::hash(&secret);
        let plan = |current: Client| {
            if !current.draft.confidential {
                return Err(errors::CLIENT_IS_PUBLIC.into());
            }
            within(caller, &current.draft.scopes)?;
            let (now, next) = (self.app.clock.now(), next.clone());
            let event = self.event(actions::CLIENT_SECRET_ROTATED, caller, origin, id);
            Ok(async move |conn: &mut Conn| {
                let end = now.plus_seconds(OVERLAP);
                let client = store::put_secret(conn, &current.stamp, &next, end, now).await?;
                audit::record(conn, event).await?;
                Ok(client)
            })
        };
        let find = async move |conn: &mut Conn| found(conn, id).await;
        let done = self.app.db.revise(Guard::Any, find, plan).await;
        Ok((self.noted(done, caller, origin, Some(id))?, secret))
    }

    /// Deletes a client and revokes its tokens.
    ///
    /// # Errors
    /// `client_not_found`, `version_mismatch`, `scopes_exceeded`.
    pub async fn delete(&self, caller: &Caller, origin: &Origin, id: Id, guard: Guard) -> Result<()> {
        let (now, access) = (self.app.clock.now(), Arc::clone(&self.access));
        let event = self.event(actions::CLIENT_DELETED, caller, origin, id);
        let by = caller.clone();
        let unit = async move |conn: &mut Conn| {
            let current = held(conn, id, &guard).await?;
            within(&by, &current.draft.scopes)?;
            store::delete(conn, id).await?;
            audit::record(conn, event).await?;
            let ended = sessions::end_all_of_client(conn, &current.client_id, now).await?;
            conn.after_commit(move || access.end(ended));
            Ok(())
        };
        self.noted(self.app.db.write(unit).await, caller, origin, Some(id))
    }

    /// Records a refusal in the audit log if the operation failed with `scopes_exceeded`.
    fn noted<T>(&self, done: Result<T>, caller: &Caller, origin: &Origin, id: Option<Id>) -> Result<T> {
        if let Some(code) =
            done.as_ref().err().map(Error::code).filter(|code| *code == errors::SCOPES_EXCEEDED)
        {
            let event =
                audit::event(&self.app, actions::CLIENT_CHANGE_REFUSED, origin).outcome(Outcome::Refused);
            let event = event.by(caller.subject.id()).with("code", code.name());
            self.notes.note(id.into_iter().fold(event, |event, id| event.on("client", id)));
        }
        done
    }

    fn event(&self, action: Action, caller: &Caller, origin: &Origin, id: Id) -> Event {
        audit::event(&self.app, action, origin).by(caller.subject.id()).on("client", id)
    }
}

/// Checks that the caller's token has all of these scopes. Without this rule, callers could give a client more scopes than they
/// have, could use a client with more scopes through its secret, or could take away scopes that they cannot give.
fn within(caller: &Caller, scopes: &Scopes) -> Result<()> {
    if caller.scopes.has_all(scopes) { Ok(()) } else { Err(errors::SCOPES_EXCEEDED.into()) }
}

/// Returns the current state of the client.
async fn found(conn: &mut Conn, id: Id) -> Result<Client> {
    store::find(conn, id).await?.ok_or_else(|| errors::CLIENT_NOT_FOUND.into())
}

/// Locks the client's row and returns the client, if the guard allows its version.
async fn held(conn: &mut Conn, id: Id, guard: &Guard) -> Result<Client> {
    let found = store::hold(conn, id).await?.ok_or_else(|| Error::from(errors::CLIENT_NOT_FOUND))?;
    if guard.allows(found.stamp.version) { Ok(found) } else { Err(Error::version_mismatch()) }
}

/// Returns the client with this `client_id`, and the stored hashes of its secrets.
pub(crate) async fn find(conn: &mut Conn, client_id: &str) -> Result<Option<(Client, Secrets)>> {
    store::named(conn, client_id).await
}

/// Returns whether a client is unchanged since it authenticated. Call it in the unit of work that issues something to the client:
/// it locks the row, so that nobody can change or delete the client before the unit of work ends. Otherwise, the client could get
/// a token that the change or deletion does not revoke.
pub(crate) async fn is_still(conn: &mut Conn, client: &Client) -> Result<bool> {
    store::keeps(conn, client.stamp.id, client.stamp.version).await
}

/// The most redirect URIs that a client can have, as in the API contract.
const REDIRECT_URIS: usize = 20;

/// Returns whether a client with this `client_id` exists.
///
/// # Errors
/// When the database fails.
pub async fn is_there(app: &App, client_id: String) -> Result<bool> {
    app.db.read(async move |conn: &mut Conn| Ok(store::named(conn, &client_id).await?.is_some())).await
}

/// A client whose id, `client_id` and secret are fixed in advance.
#[derive(Debug)]
pub struct Installed {
    /// The id of the resource.
    pub id: Id,
    /// The client identifier, `client_id` in OAuth.
    pub client_id: String,
    /// The client secret.
    pub secret: ClientSecret,
    /// The editable fields.
    pub draft: ClientDraft,
}

/// Creates a client with a fixed `client_id` and secret, unless one with this `client_id` exists. An existing client gets the
/// redirect URIs that it lacks. If it would then have too many, its oldest ones are dropped.
///
/// # Errors
/// When the database fails.
pub async fn install(app: &App, client: Installed) -> Result<()> {
    let Installed { id, client_id, secret, draft } = client;
    let stamp = Stamp { id, ..app.new_stamp() };
    let unit = async move |conn: &mut Conn| {
        let Some((present, _)) = store::named(conn, &client_id).await? else {
            let hash = draft.confidential.then(|| secrets::hash(&secret));
            // Another server may insert the same client at this moment.
            return store::insert_new(conn, ClientRow::new(stamp, client_id, draft, hash)).await;
        };
        // The row is locked from here on, so that concurrent changes are not lost.
        let present = held(conn, present.stamp.id, &Guard::Any).await?;
        let mut next = present.draft.clone();
        let lacking =
            draft.redirect_uris.into_iter().filter(|uri| !present.draft.redirect_uris.contains(uri));
        next.redirect_uris.extend(lacking);
        let excess = next.redirect_uris.len().saturating_sub(REDIRECT_URIS);
        next.redirect_uris.drain(..excess);
        if next != present.draft {
            store::update(conn, &present.stamp, &next, stamp.updated_at).await?;
        }
        Ok(())
    };
    app.db.write(unit).await
}
