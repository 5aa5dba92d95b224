//! Domain types of users.

pub use crate::caller::Role;
use crate::db::search;
use crate::named;
use crate::page::{Period, SortField};
use crate::text::{Email, Label, SearchText, Username};
use crate::version::{Stamp, Stamped};

/// The name of a person.
pub type Name = Label<100>;

named! {
    /// The subscription of a user.
    pub enum Tier {
        /// No subscription.
        Regular = "regular",
        /// The premium subscription.
        Premium = "premium",
    }
}

/// The editable fields of a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserDraft {
    /// The e-mail address, for mail and for signing in.
    pub email: Email,
    /// A username, which also works for signing in.
    pub username: Option<Username>,
    /// The name of the person.
    pub name: Name,
    /// The role, which determines what the user may do.
    pub role: Role,
    /// The subscription.
    pub tier: Tier,
    /// Whether the user can sign in.
    pub active: bool,
}

/// The fields that users can edit in their own accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// A username, which works for signing in besides the e-mail address.
    pub username: Option<Username>,
    /// The name of the person.
    pub name: Name,
}

impl UserDraft {
    /// Returns the draft of a user who signs up.
    #[must_use]
    pub fn newcomer(email: Email, username: Option<Username>, name: Name) -> Self {
        Self { email, username, name, role: Role::Viewer, tier: Tier::Regular, active: true }
    }

    /// Returns the draft with another profile.
    #[must_use]
    pub fn with_profile(self, profile: Profile) -> Self {
        let Profile { username, name } = profile;
        Self { username, name, ..self }
    }

    /// Returns whether the user is an active administrator.
    #[must_use]
    pub fn is_active_admin(&self) -> bool {
        self.active && self.role == Role::Admin
    }

    /// Returns the texts that others know about the user. A password must not be made of them.
    #[must_use]
    pub fn known_words(&self) -> Vec<String> {
        let username = self.username.iter().map(ToString::to_string);
        username.chain([self.email.to_string(), self.name.to_string()]).collect()
    }

    /// Returns the words of the name, to sort by.
    #[must_use]
    pub fn name_words(&self) -> String {
        search::words(self.name.as_str())
    }

    /// Returns the words that a search looks through.
    #[must_use]
    pub fn search_words(&self) -> String {
        search::joined(&self.name_words(), &search::words(self.email.as_str()))
    }
}

/// A user as stored, without the password hash. The hash leaves the store only to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The id, the version and the timestamps.
    pub stamp: Stamp,
    /// The editable fields.
    pub draft: UserDraft,
}

impl Stamped for User {
    fn stamp(&self) -> Stamp {
        self.stamp
    }
}

/// How a unit of work locks a user's row until it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// Nobody else can change the row. Others can lock it in this way too.
    Shared,
    /// Nobody else can change the row or lock it in any way.
    Alone,
}

/// The fields that users can be sorted by.
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

/// Filters of a list of users.
#[derive(Debug, Clone, Default)]
pub struct UserFilter {
    /// Only users whose name or e-mail address has words with these beginnings.
    pub search: Option<SearchText>,
    /// Only users with this role.
    pub role: Option<Role>,
    /// Only users with this tier.
    pub tier: Option<Tier>,
    /// Only users who can sign in, or only those who cannot.
    pub active: Option<bool>,
    /// Only users created in this period.
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
