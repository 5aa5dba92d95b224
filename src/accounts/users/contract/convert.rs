//! Conversions between wire types and domain types of users. Each one destructures the whole struct, so that no new field is
//! forgotten.

use super::super::model::{self, Profile, UserDraft};
use super::{Me, ProfileInput, SignUp, User, UserInput};
use crate::accounts::passwords::NewPassword;
use crate::caller::Scopes;
use crate::version::Stamp;

impl From<SignUp> for (UserDraft, NewPassword) {
    fn from(sign_up: SignUp) -> Self {
        let SignUp { email, username, name, password } = sign_up;
        (UserDraft::newcomer(email, username, name), password)
    }
}

impl From<UserInput> for UserDraft {
    fn from(user: UserInput) -> Self {
        let UserInput { email, username, name, role, tier, active } = user;
        Self { email, username, name, role, tier, active }
    }
}

/// Converts a user to the editable fields, to apply a patch to.
impl From<model::User> for UserInput {
    fn from(user: model::User) -> Self {
        let UserDraft { email, username, name, role, tier, active } = user.draft;
        Self { email, username, name, role, tier, active }
    }
}

impl From<ProfileInput> for Profile {
    fn from(profile: ProfileInput) -> Self {
        let ProfileInput { username, name } = profile;
        Self { username, name }
    }
}

/// Converts a user to the fields that users can edit in their own accounts, to apply a patch to.
impl From<model::User> for ProfileInput {
    fn from(user: model::User) -> Self {
        let UserDraft { email: _, username, name, role: _, tier: _, active: _ } = user.draft;
        Self { username, name }
    }
}

impl From<model::User> for User {
    fn from(user: model::User) -> Self {
        let model::User { stamp: Stamp { id, version, created_at, updated_at }, draft } = user;
        let UserDraft { email, username, name, role, tier, active } = draft;
        Self { id, email, username, name, role, tier, active, created_at, updated_at, version }
    }
}

impl Me {
    /// Creates the response for a user, with the scopes of the token.
    pub(in super::super) fn new(user: model::User, scopes: &Scopes) -> Self {
        let User { id, email, username, name, role, tier, active, created_at, updated_at, version } =
            user.into();
        let scope = scopes.to_string();
        Self { id, email, username, name, role, tier, active, scope, created_at, updated_at, version }
    }
}
