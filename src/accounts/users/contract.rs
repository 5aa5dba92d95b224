//! Users on the wire.

mod convert;
mod examples;
pub mod query;

use poem_openapi::Object;
use serde::Serialize;

use super::model::{Name, Role, Tier};
use crate::accounts::passwords::{GivenPassword, NewPassword};
use crate::clock::Instant;
use crate::http::answers::Resource;
use crate::http::choose::Selectable;
use crate::http::enumerated::enum_type;
use crate::http::list::Listed;
use crate::id::Id;
use crate::text::{Email, Username};

enum_type!(
    Role,
    "Role",
    "What a user may do: a `viewer` reads, an `editor` changes the catalogue too, an `admin` may do everything."
);
enum_type!(Tier, "Tier", "What a user has subscribed to.");

/// What somebody says who wants an account.
#[derive(Debug, Clone, Object)]
#[oai(rename_all = "camelCase", deny_unknown_fields, skip_serializing_if_is_none, example = true)]
pub struct SignUp {
    /// The e-mail address; no other user may have it, and case makes no difference.
    email: Email,
    /// Another name to sign in with, if wanted; no other user may have it, and case makes no difference.
    username: Option<Username>,
    /// What the person is called.
    name: Name,
    /// The password: at most 256 bytes, of any characters, and not easy to guess.
    password: NewPassword,
}

/// What of a user can be edited: the body to replace one.
#[derive(Debug, Clone, Object)]
#[oai(rename_all = "camelCase", deny_unknown_fields, skip_serializing_if_is_none, example = true)]
pub struct NewUser {
    /// The e-mail address; no other user may have it, and case makes no difference.
    email: Email,
    /// Another name to sign in with; no other user may have it, and case makes no difference.
    username: Option<Username>,
    /// What the person is called.
    name: Name,
    role: Role,
    tier: Tier,
    /// Whether the user may sign in.
    active: bool,
}

/// What users can edit of their own accounts.
#[derive(Debug, Clone, Object)]
#[oai(rename_all = "camelCase", deny_unknown_fields, skip_serializing_if_is_none, example = true)]
pub struct NewProfile {
    /// Another name to sign in with; no other user may have it, and case makes no difference.
    username: Option<Username>,
    /// What the person is called.
    name: Name,
}

/// A password and the one that comes in its place.
#[derive(Debug, Clone, Object)]
#[oai(rename_all = "camelCase", deny_unknown_fields, example = true)]
pub struct PasswordChange {
    /// The present password.
    pub(super) current_password: GivenPassword,
    /// The next one: at most 256 bytes, of any characters, and not easy to guess.
    pub(super) new_password: NewPassword,
}

/// Somebody with an account.
#[derive(Debug, Clone, Object, Serialize)]
#[oai(rename_all = "camelCase", skip_serializing_if_is_none, example = true)]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// The user's id.
    id: Id,
    /// The e-mail address.
    email: Email,
    /// Another name to sign in with.
    #[serde(skip_serializing_if = "Option::is_none")]
    username: Option<Username>,
    /// What the person is called.
    name: Name,
    role: Role,
    tier: Tier,
    /// Whether the user may sign in.
    active: bool,
    /// When the account was made.
    created_at: Instant,
    /// When it was last changed.
    updated_at: Instant,
    /// 1 at first, one more with every change; the same as the `ETag`.
    #[oai(validator(minimum(value = "1"), maximum(value = "9007199254740991")))]
    version: i64,
}

/// The user behind a token, and what the token may be used for.
#[derive(Debug, Clone, Object, Serialize)]
#[oai(rename_all = "camelCase", skip_serializing_if_is_none, example = true)]
#[serde(rename_all = "camelCase")]
pub struct Me {
    /// The user's id.
    id: Id,
    /// The e-mail address.
    email: Email,
    /// Another name to sign in with.
    #[serde(skip_serializing_if = "Option::is_none")]
    username: Option<Username>,
    /// What the person is called.
    name: Name,
    role: Role,
    tier: Tier,
    /// Whether the user may sign in.
    active: bool,
    /// The scopes of the token that was sent, with spaces between. They belong to the token and not to the user's version.
    #[oai(validator(max_length = 1000))]
    scope: String,
    /// When the account was made.
    created_at: Instant,
    /// When it was last changed.
    updated_at: Instant,
    /// 1 at first, one more with every change; the same as the `ETag`.
    #[oai(validator(minimum(value = "1"), maximum(value = "9007199254740991")))]
    version: i64,
}

impl Resource for User {
    fn version(&self) -> i64 {
        self.version
    }
}

impl Resource for Me {
    fn version(&self) -> i64 {
        self.version
    }
}

impl Selectable for User {
    const FIELDS: &'static [&'static str] =
        &["email", "username", "name", "role", "tier", "active", "createdAt", "updatedAt", "version"];
}

/// Nothing of a user is long, so a list has all of it.
impl Listed for User {
    const PAGE: &'static str = "UserPage";
    type Detailed = Self;
}

#[cfg(test)]
mod tests {
    use poem_openapi::types::Example as _;

    use super::*;
    use crate::http::answers::same_as_contract;

    #[test]
    fn no_password_is_printed() {
        let printed = format!("{:?} {:?}", SignUp::example(), PasswordChange::example());

        assert!(!printed.contains("lemons") && !printed.contains("gulls"), "{printed}");
    }

    #[test]
    fn a_user_is_written_as_the_contract_says_with_and_without_what_can_be_missing() {
        let (user, me) = (User::example(), Me::example());

        assert!(same_as_contract(&user) && same_as_contract(&me));
        assert!(same_as_contract(&User { username: None, ..user }));
        assert!(same_as_contract(&Me { username: None, ..me }));
    }
}
