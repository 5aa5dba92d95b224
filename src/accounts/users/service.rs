//! What can be done with users.

mod login;
mod operator;
mod own;
mod reset;
mod residents;
mod rules;

use std::sync::Arc;

pub use self::login::PresentRoles;
pub use self::residents::{Census, Resident, census, settle};

pub(crate) use self::login::{find_by_login, kept_allowed, renew_hash, still_allowed};
pub(crate) use self::reset::{find_by_email, find_by_id, put_password};

use super::model::{User, UserDraft, UserFilter, UserSort};
use super::store::{self, UserRow};
use crate::accounts::actions;
use crate::accounts::errors;
use crate::accounts::passwords::{NewPassword, Passwords};
use crate::app::App;
use crate::audit::{self, Event};
use crate::caller::Caller;
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::id::Id;
use crate::limits::Limits;
use crate::origin::Origin;
use crate::page::{Slice, Window};
use crate::tokens::access::AccessTokens;
use crate::tokens::sessions;
use crate::version::{Guard, Stamp};

/// Users' use cases.
#[derive(Debug, Clone)]
pub struct Users {
    app: App,
    passwords: Passwords,
    access: Arc<AccessTokens>,
    limits: Limits,
}

impl Users {
    /// The use cases on an app; `access` are the tokens that stop when an account changes.
    #[must_use]
    pub fn new(app: App, passwords: Passwords, access: Arc<AccessTokens>, limits: Limits) -> Self {
        Self { app, passwords, access, limits }
    }

    /// Makes a user who signs up.
    ///
    /// # Errors
    /// `validation_failed` for a password that is too easy to guess; `email_taken`, `username_taken`; `rate_limited`.
    pub async fn create(&self, draft: UserDraft, password: NewPassword, origin: &Origin) -> Result<User> {
        self.limits.sign_up(origin).await?;
        let event = audit::event(&self.app, actions::USER_CREATED, origin).named(draft.email.as_str());
        make(&self.app, &self.passwords, None, draft, &password, Some(event)).await
    }

    /// Reads a user.
    ///
    /// # Errors
    /// `user_not_found`.
    pub async fn get(&self, id: Id) -> Result<User> {
        let found = self.app.db.read(async move |conn: &mut Conn| store::find(conn, id).await).await?;
        found.ok_or_else(|| errors::USER_NOT_FOUND.into())
    }

    /// Lists users.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self, filter: UserFilter, window: Window<UserSort>) -> Result<Slice<User>> {
        let long = window.count || filter.search.is_some();
        self.app.db.list(long, async move |conn: &mut Conn| store::list(conn, &filter, &window).await).await
    }

    /// Changes a user on behalf of `caller` by what `edit` makes of the present one.
    ///
    /// # Errors
    /// `user_not_found`, `version_mismatch`, `email_taken`, `username_taken`, what `edit` fails with; `own_account` when callers
    /// change what they may do themselves, `last_admin` when no administrator would be left; `write_conflict` when others keep writing in
    /// between.
    pub async fn change<F>(
        &self,
        caller: &Caller,
        origin: &Origin,
        id: Id,
        guard: Guard,
        edit: F,
    ) -> Result<User>
    where
        F: Fn(User) -> Result<UserDraft> + Send + Sync,
    {
        let own = caller.subject.id();
        let edit = |current: User| {
            let before = current.clone();
            let draft = edit(current)?;
            rules::not_ones_own(own, &before, &draft)?;
            Ok(draft)
        };
        let event = audit::event(&self.app, actions::USER_CHANGED, origin).by(own);
        self.write(id, guard, errors::USER_NOT_FOUND, event, edit).await
    }

    /// Deletes a user, whose tokens stop.
    ///
    /// # Errors
    /// `user_not_found`, `version_mismatch`, `last_admin`.
    pub async fn delete(&self, caller: &Caller, origin: &Origin, id: Id, guard: Guard) -> Result<()> {
        let (now, access) = (self.app.clock.now(), Arc::clone(&self.access));
        let event =
            audit::event(&self.app, actions::USER_DELETED, origin).by(caller.subject.id()).on("user", id);
        let unit = async move |conn: &mut Conn| {
            let held = store::hold(conn, id).await?;
            let current = one(&held, id, &guard, errors::USER_NOT_FOUND)?;
            rules::an_admin_is_left(&held, &current, None)?;
            store::delete(conn, id).await?;
            audit::record(conn, event).await?;
            let ended = sessions::end_all_of(conn, id, None, now).await?;
            conn.after_commit(move || access.end(ended));
            Ok(())
        };
        self.app.db.write(unit).await
    }

    /// Writes what `edit` makes of a user.
    async fn write<F>(&self, id: Id, guard: Guard, missing: Code, event: Event, edit: F) -> Result<User>
    where
        F: Fn(User) -> Result<UserDraft> + Send + Sync,
    {
        let find =
            async move |conn: &mut Conn| store::find(conn, id).await?.ok_or_else(|| Error::from(missing));
        let plan = |current: User| {
            let (now, access) = (self.app.clock.now(), Arc::clone(&self.access));
            let draft = edit(current.clone())?;
            let event = told(event.clone(), &current.draft, &draft).on("user", id);
            Ok(async move |conn: &mut Conn| {
                if rules::takes_an_admin(&current.draft, &draft) {
                    let held = store::hold(conn, id).await?;
                    rules::an_admin_is_left(&held, &current, Some(&draft))?;
                }
                store::refuse_taken(conn, &draft, Some(id)).await?;
                let loses = rules::loses_rights(&current.draft, &draft);
                audit::record(conn, event).await?;
                let user = store::update(conn, &current.stamp, draft, now).await?;
                if loses {
                    let ended = sessions::end_all_of(conn, id, None, now).await?;
                    conn.after_commit(move || access.end(ended));
                }
                Ok(user)
            })
        };
        self.app.db.revise(guard, find, plan).await
    }
}

/// The user among those that are held, if the guard allows the version.
fn one(held: &[User], id: Id, guard: &Guard, missing: Code) -> Result<User> {
    let found = held.iter().find(|user| user.stamp.id == id).ok_or_else(|| Error::from(missing))?;
    if guard.allows(found.stamp.version) { Ok(found.clone()) } else { Err(Error::version_mismatch()) }
}

/// Makes a user of any role, with this id or a new one. Whoever calls it has the right to; there is no other way to the first
/// administrator.
///
/// # Errors
/// As [`Users::create`].
pub async fn appoint(
    app: &App,
    passwords: &Passwords,
    id: Option<Id>,
    draft: UserDraft,
    password: &NewPassword,
) -> Result<User> {
    make(app, passwords, id, draft, password, None).await
}

/// What of a user's rights was changed goes into the event; names don't.
fn told(event: Event, before: &UserDraft, after: &UserDraft) -> Event {
    let event = match (before.role, after.role) {
        (old, new) if old != new => event.with("role", format!("{} to {}", old.name(), new.name())),
        _ => event,
    };
    if before.active == after.active { event } else { event.with("active", after.active) }
}

async fn make(
    app: &App,
    passwords: &Passwords,
    id: Option<Id>,
    draft: UserDraft,
    password: &NewPassword,
    event: Option<Event>,
) -> Result<User> {
    let hash = passwords.admit(password, draft.known_words(), "/password").await?;
    let stamp = app.new_stamp();
    let stamp = Stamp { id: id.unwrap_or(stamp.id), ..stamp };
    let unit = async move |conn: &mut Conn| {
        store::refuse_taken(conn, &draft, None).await?;
        if let Some(event) = event {
            audit::record(conn, event.on("user", stamp.id)).await?;
        }
        store::insert(conn, UserRow::new(stamp, draft, hash)).await
    };
    app.db.write(unit).await
}
