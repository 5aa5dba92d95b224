//! Domain types of users.

pub use crate::caller::Role;
use crate::db::search;
use crate::named;
use crate::page::{Period, SortField};
use crate::text::{Email, Label, SearchText, Username};
use crate::version::{Stamp, Stamped};

/// What a person is called.
pub type Name = Label<100>;

named! {
    /// The subscription of a user.
    pub enum Tier {
        /// Nothing.
        Regular = "regular",
        /// The premium offer.
        Premium = "premium",
    }
}

/// What can be written about a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserDraft {
    /// Where mail goes, and what one signs in with.
    pub email: Email,
    /// What else one signs in with.
    pub username: Option<Username>,
    /// The name of the person.
    pub name: Name,
    /// What the user may do.
    pub role: Role,
    /// What the user has subscribed to.
    pub tier: Tier,
    /// Whether the user can sign in.
    pub active: bool,
}

/// What users may write about themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// What one signs in with beside the e-mail address.
    pub username: Option<Username>,
    /// The name of the person.
    pub name: Name,
}

impl UserDraft {
    /// Somebody who signs up.
    #[must_use]
    pub fn newcomer(email: Email, username: Option<Username>, name: Name) -> Self {
        Self { email, username, name, role: Role::Viewer, tier: Tier::Regular, active: true }
    }

    /// The same with another profile.
    #[must_use]
    pub fn with_profile(self, profile: Profile) -> Self {
        let Profile { username, name } = profile;
        Self { username, name, ..self }
    }

    /// Whether it is somebody who can appoint others.
    #[must_use]
    pub fn is_active_admin(&self) -> bool {
        self.active && self.role == Role::Admin
    }

    /// Texts that others know about the user; they make no password.
    #[must_use]
    pub fn known_words(&self) -> Vec<String> {
        let username = self.username.iter().map(ToString::to_string);
        username.chain([self.email.to_string(), self.name.to_string()]).collect()
    }

    /// The name as words to sort by.
    #[must_use]
    pub fn name_words(&self) -> String {
        search::words(self.name.as_str())
    }

    /// The words that a search looks through.
    #[must_use]
    pub fn search_words(&self) -> String {
        search::joined(&self.name_words(), &search::words(self.email.as_str()))
    }
}

/// A user as stored, without the password's hash: that never leaves the store but to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Id, version, times.
    pub stamp: Stamp,
    /// What was written.
    pub draft: UserDraft,
}

impl Stamped for User {
    fn stamp(&self) -> Stamp {
        self.stamp
    }
}

/// How a unit of work holds a user's row until it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// Nobody changes it; others may hold it in this way too.
    Shared,
    /// Nobody changes it or holds it in any way.
    Alone,
}

/// What users can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserSort {
    /// The name, without case and accents.
    Name,
    /// The e-mail address, without case.
    Email,
    /// When the account was created.
    CreatedAt,
    /// When it was last updated.
    UpdatedAt,
}

impl SortField for UserSort {
    const FIELDS: &'static [(&'static str, Self)] = &[
        ("name", Self::Name),
        ("email", Self::Email),
        ("createdAt", Self::CreatedAt),
        ("updatedAt", Self::UpdatedAt),
    ];
    const DEFAULT: &'static str = "-createdAt";
}

/// Which users a list has.
#[derive(Debug, Clone, Default)]
pub struct UserFilter {
    /// Beginnings of words in name and e-mail address.
    pub search: Option<SearchText>,
    /// With this role.
    pub role: Option<Role>,
    /// With this tier.
    pub tier: Option<Tier>,
    /// Those who may sign in, or those who may not.
    pub active: Option<bool>,
    /// Made in this time.
    pub made: Period,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_signs_up_is_a_viewer_of_the_regular_tier() {
        let draft =
            UserDraft::newcomer(Email::parse("a@b.example").unwrap(), None, Name::parse("A").unwrap());

        assert!(draft.active && draft.role == Role::Viewer && draft.tier == Tier::Regular);
    }
}
