//! Business rules and use cases for users.

mod authority;
mod letters;
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
pub(crate) use self::reset::{find_by_email, find_by_id, hold_by_id, put_password};

use self::authority::Authority;
use self::letters::letters;
use super::model::{User, UserDraft, UserFilter, UserSort};
use super::store::{self, UserRow};
use crate::accounts::actions;
use crate::accounts::errors;
use crate::accounts::passwords::{NewPassword, Passwords, Share};
use crate::app::App;
use crate::audit::{self, Event, Notes, Outcome};
use crate::caller::Caller;
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::id::Id;
use crate::limits::{Account, Limits};
use crate::mail::Mailer;
use crate::origin::Origin;
use crate::page::{Slice, Window};
use crate::tokens::access::AccessTokens;
use crate::tokens::sessions;
use crate::version::{Guard, Stamp};

/// The use cases for users.
#[derive(Debug, Clone)]
pub struct Users {
    app: App,
    passwords: Passwords,
    access: Arc<AccessTokens>,
    limits: Limits,
    outlets: Option<(Mailer, Notes)>,
}

/// The codes of refusals that are recorded in the audit log.
const REFUSALS: &[Code] = &[errors::ADMIN_REQUIRED, errors::OWN_ACCOUNT, errors::LAST_ADMIN];

impl Users {
    /// Creates the use cases for this app. `access` rejects the tokens of sessions that end.
    #[must_use]
    pub fn new(app: App, passwords: Passwords, access: Arc<AccessTokens>, limits: Limits) -> Self {
        Self { app, passwords, access, limits, outlets: None }
    }

    /// Returns the use cases with outlets: they also send mail to users whose e-mail address or role changes, and record refusals
    /// in the audit log.
    #[must_use]
    pub fn telling(self, mailer: Mailer, notes: Notes) -> Self {
        Self { outlets: Some((mailer, notes)), ..self }
    }

    /// Creates a user who signs up.
    ///
    /// # Errors
    /// `validation_failed` for a password that is too easy to guess; `email_taken`, `username_taken`; `rate_limited`.
    pub async fn create(&self, draft: UserDraft, password: NewPassword, origin: &Origin) -> Result<User> {
        self.limits.sign_up(origin).await?;
        let event = audit::event(&self.app, actions::USER_CREATED, origin).named(draft.email.as_str());
        let share = Share::from(origin);
        let user = make(&self.app, &self.passwords, None, draft, &password, &share, || event).await?;
        self.limits.welcome(&Account::of(user.stamp.id, user.draft.email.as_str()), origin).await;
        Ok(user)
    }

    /// Returns a user.
    ///
    /// # Errors
    /// `user_not_found`.
    pub async fn get(&self, id: Id) -> Result<User> {
        let found = self.app.db.read(async move |conn: &mut Conn| store::find(conn, id).await).await?;
        found.ok_or_else(|| errors::USER_NOT_FOUND.into())
    }

    /// Returns a page of users.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self, filter: UserFilter, window: Window<UserSort>) -> Result<Slice<User>> {
        let long = window.count || filter.search.is_some();
        self.app.db.list(long, async move |conn: &mut Conn| store::list(conn, &filter, &window).await).await
    }

    /// Changes a user on behalf of `caller`, to what `edit` makes of the current state.
    ///
    /// # Errors
    /// `user_not_found`, `version_mismatch`, `email_taken`, `username_taken`, the errors of `edit`; `own_account` when callers
    /// change their own role, tier or active flag, `admin_required` when the caller's authority is not sufficient;
    /// `write_conflict` when concurrent writes keep getting in between.
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
        let done = self.write_by(Some(caller), id, guard, errors::USER_NOT_FOUND, event, edit).await;
        self.noted(done, caller, origin, id)
    }

    /// Deletes a user and ends the user's sessions.
    ///
    /// # Errors
    /// `user_not_found`, `version_mismatch`, `admin_required`, `last_admin`.
    pub async fn delete(&self, caller: &Caller, origin: &Origin, id: Id, guard: Guard) -> Result<()> {
        let (now, access, registry) = (self.app.clock.now(), Arc::clone(&self.access), self.app.registry);
        let by = caller.clone();
        let event =
            audit::event(&self.app, actions::USER_DELETED, origin).by(caller.subject.id()).on("user", id);
        let unit = async move |conn: &mut Conn| {
            let held = store::hold(conn, &[id, by.subject.id()]).await?;
            let current = one(&held, id, &guard, errors::USER_NOT_FOUND)?;
            Authority::of(&by, &held, registry).allows_deletion(&current.draft)?;
            rules::an_admin_is_left(&held, &current, None)?;
            store::delete(conn, id).await?;
            audit::record(conn, event).await?;
            let ended = sessions::end_all_of(conn, id, None, now).await?;
            conn.after_commit(move || access.end(ended));
            Ok(())
        };
        let done = self.app.db.write(unit).await;
        self.noted(done, caller, origin, id)
    }

    /// Changes a user to what `edit` makes of the current state, without a check of authority: users change their own profiles,
    /// and the operator can change every user.
    async fn write<F>(&self, id: Id, guard: Guard, missing: Code, event: Event, edit: F) -> Result<User>
    where
        F: Fn(User) -> Result<UserDraft> + Send + Sync,
    {
        self.write_by(None, id, guard, missing, event, edit).await
    }

    /// Writes what `edit` makes of a user. With a `caller`, checks that the change is within the caller's authority.
    async fn write_by<F>(
        &self,
        caller: Option<&Caller>,
        id: Id,
        guard: Guard,
        missing: Code,
        event: Event,
        edit: F,
    ) -> Result<User>
    where
        F: Fn(User) -> Result<UserDraft> + Send + Sync,
    {
        let registry = self.app.registry;
        let find =
            async move |conn: &mut Conn| store::find(conn, id).await?.ok_or_else(|| Error::from(missing));
        let plan = |current: User| {
            let (now, access) = (self.app.clock.now(), Arc::clone(&self.access));
            let draft = edit(current.clone())?;
            let event = told(event.clone(), &current.draft, &draft).on("user", id);
            // A change that the least authority allows needs no locks on other rows.
            let plain = Authority::least(registry).allows(&current.draft, &draft).is_ok();
            let by = caller.filter(|_| !plain).cloned();
            let mailer = self.outlets.as_ref().map(|(mailer, _)| mailer.clone());
            let letters = letters(&current.draft, &draft);
            Ok(async move |conn: &mut Conn| {
                let takes = rules::takes_an_admin(&current.draft, &draft);
                if takes || by.is_some() {
                    let held = store::hold(conn, &[id, by.as_ref().map_or(id, |by| by.subject.id())]).await?;
                    if let Some(by) = by {
                        Authority::of(&by, &held, registry).allows(&current.draft, &draft)?;
                    }
                    if takes {
                        rules::an_admin_is_left(&held, &current, Some(&draft))?;
                    }
                }
                store::refuse_taken(conn, &draft, Some(id)).await?;
                let loses = rules::loses_rights(&current.draft, &draft);
                audit::record(conn, event).await?;
                let user = store::update(conn, &current.stamp, draft, now).await?;
                if loses {
                    let ended = sessions::end_all_of(conn, id, None, now).await?;
                    conn.after_commit(move || access.end(ended));
                }
                if let Some(mailer) = mailer {
                    conn.after_commit(move || letters.into_iter().for_each(|letter| mailer.send(letter)));
                }
                Ok(user)
            })
        };
        self.app.db.revise(guard, find, plan).await
    }

    /// Records a refusal in the audit log, if the operation failed with one of [`REFUSALS`].
    fn noted<T>(&self, done: Result<T>, caller: &Caller, origin: &Origin, id: Id) -> Result<T> {
        let refused = done.as_ref().err().map(Error::code).filter(|code| REFUSALS.contains(code));
        if let (Some(code), Some((_, notes))) = (refused, &self.outlets) {
            let event =
                audit::event(&self.app, actions::USER_CHANGE_REFUSED, origin).outcome(Outcome::Refused);
            notes.note(event.by(caller.subject.id()).on("user", id).with("code", code.name()));
        }
        done
    }
}

/// Returns the user from the locked rows, if the guard allows its version.
fn one(held: &[User], id: Id, guard: &Guard, missing: Code) -> Result<User> {
    let found = held.iter().find(|user| user.stamp.id == id).ok_or_else(|| Error::from(missing))?;
    if guard.allows(found.stamp.version) { Ok(found.clone()) } else { Err(Error::version_mismatch()) }
}

/// Creates a user of any role, with this id or a new one, for the operator at the command line. This is the only way to create
/// the first administrator.
///
/// # Errors
/// The errors of [`Users::create`], except `rate_limited`.
pub async fn appoint(
    app: &App,
    passwords: &Passwords,
    id: Option<Id>,
    draft: UserDraft,
    password: &NewPassword,
) -> Result<User> {
    let origin = Origin::new(None, "imprint user create", "");
    let role = draft.role;
    let event = || audit::event(app, actions::USER_CREATED, &origin).with("role", role);
    make(app, passwords, id, draft, password, &Share::operator(), event).await
}

/// Adds the changes to the event that affect rights or sign-in: the e-mail address, the role and the active flag. Names are left
/// out.
fn told(event: Event, before: &UserDraft, after: &UserDraft) -> Event {
    let event = if before.email == after.email {
        event
    } else {
        event.with("email", format!("{} to {}", before.email, after.email))
    };
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
    share: &Share,
    event: impl FnOnce() -> Event,
) -> Result<User> {
    let hash = passwords.admit(password, draft.known_words(), "/password", share).await?;
    let stamp = app.new_stamp();
    let stamp = Stamp { id: id.unwrap_or(stamp.id), ..stamp };
    let event = event().on("user", stamp.id);
    let unit = async move |conn: &mut Conn| {
        store::refuse_taken(conn, &draft, None).await?;
        audit::record(conn, event).await?;
        store::insert(conn, UserRow::new(stamp, draft, hash)).await
    };
    app.db.write(unit).await
}
