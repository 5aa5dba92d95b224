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

/// Clients' use cases.
#[derive(Debug, Clone)]
pub struct Clients {
    app: App,
    access: Arc<AccessTokens>,
    notes: Notes,
}

impl Clients {
    /// The use cases on an app; `access` are the tokens that stop when a client changes, and `notes` hear of what is refused.
    #[must_use]
    pub fn new(app: App, access: Arc<AccessTokens>, notes: Notes) -> Self {
        Self { app, access, notes }
    }

    /// Makes a client. Gives its secret if it is confidential; nobody can read it later.
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

    /// Reads a client.
    ///
    /// # Errors
    /// `client_not_found`.
    pub async fn get(&self, id: Id) -> Result<Client> {
        let found = self.app.db.read(async move |conn: &mut Conn| store::find(conn, id).await).await?;
        found.ok_or_else(|| errors::CLIENT_NOT_FOUND.into())
    }

    /// Lists clients.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self, window: Window<ClientSort>) -> Result<Slice<Client>> {
        self.app.db.report(async move |conn: &mut Conn| store::list(conn, &window).await).await
    }

    /// Changes a client by what `edit` makes of the present one. When it may do less afterwards, its tokens stop.
    ///
    /// # Errors
    /// `client_not_found`, `version_mismatch`, `scopes_exceeded`, what `edit` fails with, and `write_conflict` when others keep writing in
    /// between.
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

    /// Gives a client another secret. The present one is good for another day, and the one before it no more.
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

    /// Deletes a client, whose tokens stop.
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

    /// Notes that a client was out of the caller's reach, if that is what happened.
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

/// Nobody gives a client more than they have themselves, gets hold of more by its secret, or takes away what they could not give.
fn within(caller: &Caller, scopes: &Scopes) -> Result<()> {
    if caller.scopes.has_all(scopes) { Ok(()) } else { Err(errors::SCOPES_EXCEEDED.into()) }
}

/// The client, as it is now.
async fn found(conn: &mut Conn, id: Id) -> Result<Client> {
    store::find(conn, id).await?.ok_or_else(|| errors::CLIENT_NOT_FOUND.into())
}

/// The client, held, if the guard allows its version.
async fn held(conn: &mut Conn, id: Id, guard: &Guard) -> Result<Client> {
    let found = store::hold(conn, id).await?.ok_or_else(|| Error::from(errors::CLIENT_NOT_FOUND))?;
    if guard.allows(found.stamp.version) { Ok(found) } else { Err(Error::version_mismatch()) }
}

/// The client of this name, and what is kept of its secrets.
pub(crate) async fn find(conn: &mut Conn, client_id: &str) -> Result<Option<(Client, Secrets)>> {
    store::named(conn, client_id).await
}

/// Whether a client is still what it was when it proved who it is, as part of the unit of work that gives it something. Nobody changes
/// or deletes it before that ends, so nothing is given that nobody takes away.
pub(crate) async fn is_still(conn: &mut Conn, client: &Client) -> Result<bool> {
    store::keeps(conn, client.stamp.id, client.stamp.version).await
}

/// How many redirect URIs a client can have, by the contract.
const REDIRECT_URIS: usize = 20;

/// Whether there is a client of this name.
///
/// # Errors
/// When the database fails.
pub async fn is_there(app: &App, client_id: String) -> Result<bool> {
    app.db.read(async move |conn: &mut Conn| Ok(store::named(conn, &client_id).await?.is_some())).await
}

/// A client whose id, name and secret are known before it is made.
#[derive(Debug)]
pub struct Installed {
    /// Its resource's id.
    pub id: Id,
    /// The name by which it is known to the protocol.
    pub client_id: String,
    /// Its secret.
    pub secret: ClientSecret,
    /// The name of the detail.
    pub draft: ClientDraft,
}

/// Makes a client whose name and secret are known, unless one of that name is there. Then it gets the redirect URIs that it lacks, in
/// the place of its oldest if there would be more than a client can have.
///
/// # Errors
/// When the database fails.
pub async fn install(app: &App, client: Installed) -> Result<()> {
    let Installed { id, client_id, secret, draft } = client;
    let stamp = Stamp { id, ..app.new_stamp() };
    let unit = async move |conn: &mut Conn| {
        let Some((present, _)) = store::named(conn, &client_id).await? else {
            let hash = draft.confidential.then(|| secrets::hash(&secret));
            // Another server may do the same at this moment.
            return store::insert_new(conn, ClientRow::new(stamp, client_id, draft, hash)).await;
        };
        // Held from here on, so that what somebody else writes meanwhile stays.
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
