//! The row type of users.

use diesel::prelude::*;

use super::super::model::{Name, Role, Tier, User, UserDraft};
use crate::accounts::passwords::PasswordHash;
use crate::clock::Instant;
use crate::db::schema::users;
use crate::id::Id;
use crate::text::{Email, Username};
use crate::version::Stamp;

/// The row type of users.
#[derive(Clone, Queryable, Selectable, Insertable)]
// Every column is written, so that PostgreSQL can keep the prepared statement.
#[diesel(table_name = users, treat_none_as_default_value = false)]
pub(in super::super) struct UserRow {
    pub(super) id: Id,
    version: i64,
    pub(super) created_at: Instant,
    pub(super) updated_at: Instant,
    email: String,
    pub(super) email_key: String,
    username: Option<String>,
    username_key: Option<String>,
    name: String,
    role: String,
    tier: String,
    active: bool,
    password_hash: String,
    password_changed_at: Instant,
    pub(super) name_words: String,
    pub(super) search_words: String,
}

impl UserRow {
    pub(in super::super) fn new(stamp: Stamp, draft: UserDraft, hash: PasswordHash) -> Self {
        let (name_words, search_words) = (draft.name_words(), draft.search_words());
        let UserDraft { email, username, name, role, tier, active } = draft;
        let Stamp { id, version, created_at, updated_at } = stamp;
        Self {
            id,
            version,
            created_at,
            updated_at,
            email_key: email.key(),
            email: email.into_string(),
            username_key: username.as_ref().map(Username::key),
            username: username.map(Username::into_string),
            name: name.into_string(),
            role: role.name().to_owned(),
            tier: tier.name().to_owned(),
            active,
            password_hash: hash.into_string(),
            password_changed_at: created_at,
            name_words,
            search_words,
        }
    }

    /// Returns the user and the password hash.
    pub(super) fn apart(mut self) -> (User, PasswordHash) {
        let hash = PasswordHash::stored(std::mem::take(&mut self.password_hash));
        (self.into(), hash)
    }
}

impl From<UserRow> for User {
    fn from(row: UserRow) -> Self {
        let UserRow {
            id,
            version,
            created_at,
            updated_at,
            email,
            email_key: _,
            username,
            username_key: _,
            name,
            role,
            tier,
            active,
            password_hash: _,
            password_changed_at: _,
            name_words: _,
            search_words: _,
        } = row;
        let draft = UserDraft {
            email: Email::stored(email),
            username: username.map(Username::stored),
            name: Name::stored(name),
            // The database allows no other values. If there were one, use the least privileged.
            role: Role::named(&role).unwrap_or(Role::Viewer),
            tier: Tier::named(&tier).unwrap_or(Tier::Regular),
            active,
        };
        Self { stamp: Stamp { id, version, created_at, updated_at }, draft }
    }
}
