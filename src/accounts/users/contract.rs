//! Wire types for users.

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
    "The role of a user. A `viewer` can read, an `editor` can also change the catalogue, and an `admin` can do everything."
);
enum_type!(Tier, "Tier", "The subscription of a user.");

/// The details of a new account.
#[derive(Debug, Clone, Object)]
#[oai(rename_all = "camelCase", deny_unknown_fields, skip_serializing_if_is_none, example = true)]
pub struct SignUp {
    /// The e-mail address. Must be unique; case does not matter.
    email: Email,
    /// An optional username to sign in with instead of the e-mail address. Must be unique; case does not matter.
    username: Option<Username>,
    /// The name of the person.
    name: Name,
    /// The password: at most 256 bytes of any characters, and not easy to guess.
    password: NewPassword,
}

/// The fields of a user that you can set.
#[derive(Debug, Clone, Object)]
#[oai(rename_all = "camelCase", deny_unknown_fields, skip_serializing_if_is_none, example = true)]
pub struct UserInput {
    /// The e-mail address. Must be unique; case does not matter.
    email: Email,
    /// A username to sign in with instead of the e-mail address. Must be unique; case does not matter.
    username: Option<Username>,
    /// The name of the person.
    name: Name,
    role: Role,
    tier: Tier,
    /// Whether the user can sign in.
    active: bool,
}

/// The fields of your account that you can set.
#[derive(Debug, Clone, Object)]
#[oai(rename_all = "camelCase", deny_unknown_fields, skip_serializing_if_is_none, example = true)]
pub struct ProfileInput {
    /// A username to sign in with instead of the e-mail address. Must be unique; case does not matter.
    username: Option<Username>,
    /// The name of the person.
    name: Name,
}

/// Your current password and the new one.
#[derive(Debug, Clone, Object)]
#[oai(rename_all = "camelCase", deny_unknown_fields, example = true)]
pub struct PasswordChange {
    /// Your current password.
    pub(super) current_password: GivenPassword,
    /// The new password: at most 256 bytes of any characters, and not easy to guess.
    pub(super) new_password: NewPassword,
}

/// A user account.
#[derive(Debug, Clone, Object, Serialize)]
#[oai(rename_all = "camelCase", skip_serializing_if_is_none, example = true)]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// The user's id.
    id: Id,
    /// The e-mail address.
    email: Email,
    /// A username to sign in with instead of the e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    username: Option<Username>,
    /// The name of the person.
    name: Name,
    role: Role,
    tier: Tier,
    /// Whether the user can sign in.
    active: bool,
    /// When the account was created.
    created_at: Instant,
    /// When it was last updated.
    updated_at: Instant,
    /// The version: 1 at first, then one more with each change. `getUser` returns it as the `ETag`.
    #[oai(validator(minimum(value = "1"), maximum(value = "9007199254740991")))]
    version: i64,
}

/// The user that a token belongs to, and the scopes of the token.
#[derive(Debug, Clone, Object, Serialize)]
#[oai(rename_all = "camelCase", skip_serializing_if_is_none, example = true)]
#[serde(rename_all = "camelCase")]
pub struct Me {
    /// The user's id.
    id: Id,
    /// The e-mail address.
    email: Email,
    /// A username to sign in with instead of the e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    username: Option<Username>,
    /// The name of the person.
    name: Name,
    role: Role,
    tier: Tier,
    /// Whether the user can sign in.
    active: bool,
    /// The scopes of the token, separated by spaces. They belong to the token and are not part of the user's version.
    #[oai(validator(max_length = 1000))]
    scope: String,
    /// When the account was created.
    created_at: Instant,
    /// When it was last updated.
    updated_at: Instant,
    /// The version: 1 at first, then one more with each change. `getMe` returns it as the `ETag`.
    #[oai(validator(minimum(value = "1"), maximum(value = "9007199254740991")))]
    version: i64,
}

impl Resource for User {
    fn version(&self) -> i64 {
        self.version
    }
}

impl Resource for Me {
    const READ_ONLY: &'static [&'static str] =
        &["id", "email", "role", "tier", "active", "scope", "createdAt", "updatedAt", "version"];

    fn version(&self) -> i64 {
        self.version
    }
}

impl Selectable for User {
    const FIELDS: &'static [&'static str] =
        &["email", "username", "name", "role", "tier", "active", "createdAt", "updatedAt", "version"];
}

/// A user has no long fields, so lists contain complete users.
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
