//! Use cases of the operator at the command line.

use std::sync::Arc;

use super::super::model::{Role, User, UserDraft};
use super::super::store;
use super::Users;
use super::login::find_by_login;
use super::reset::put_password;
use crate::accounts::passwords::{NewPassword, Share};
use crate::accounts::{actions, errors};
use crate::action::Action;
use crate::audit::{self, Event};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::origin::Origin;
use crate::text::one_line;
use crate::version::Guard;

/// The `agent` of the operator's audit events.
const AGENT: &str = "imprint user";

impl Users {
    /// Changes the role of a user. The user's sessions end, also on running servers.
    ///
    /// # Errors
    /// `user_not_found`, `last_admin`, `write_conflict`.
    pub async fn set_role(&self, name: &str, role: Role) -> Result<User> {
        let id = self.named(name).await?.stamp.id;
        let edit = move |current: User| Ok(UserDraft { role, ..current.draft });
        self.write(id, Guard::Any, errors::USER_NOT_FOUND, self.event(actions::USER_CHANGED), edit).await
    }

    /// Sets a user's password, whatever it was. The user's sessions end, also on running servers.
    ///
    /// # Errors
    /// `user_not_found`; `validation_failed` for a password that is too easy to guess.
    pub async fn set_password(&self, name: &str, next: NewPassword) -> Result<User> {
        let user = self.named(name).await?;
        let id = user.stamp.id;
        let next =
            self.passwords.admit(&next, user.draft.known_words(), "/password", &Share::operator()).await?;
        let (now, access) = (self.app.clock.now(), Arc::clone(&self.access));
        let event = self.event(actions::PASSWORD_CHANGED).on("user", id);
        let unit = async move |conn: &mut Conn| -> Result<()> {
            let ended = put_password(conn, id, &next, now).await?.ok_or(errors::USER_NOT_FOUND)?;
            audit::record(conn, event).await?;
            conn.after_commit(move || access.end(ended));
            Ok(())
        };
        self.app.db.write(unit).await?;
        Ok(user)
    }

    /// Returns the user with this id, e-mail address or username.
    async fn named(&self, name: &str) -> Result<User> {
        let detail =
            format!("There is no user with the id, e-mail address or username {}.", one_line(name, 100));
        let (id, name) = (name.parse::<Id>().ok(), name.to_owned());
        let find = async move |conn: &mut Conn| match id {
            Some(id) => store::find(conn, id).await,
            None => Ok(find_by_login(conn, &name).await?.map(|(user, _)| user)),
        };
        self.app.db.read_latest(find).await?.ok_or_else(|| Error::new(errors::USER_NOT_FOUND, detail))
    }

    fn event(&self, action: Action) -> Event {
        audit::event(&self.app, action, &Origin::new(None, AGENT, ""))
    }
}
