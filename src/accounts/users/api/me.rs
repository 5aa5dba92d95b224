//! One's own account over HTTP.

use poem_openapi::OpenApi;
use poem_openapi::types::ToJSON as _;

use super::super::contract::{Me, NewProfile, PasswordChange};
use super::super::model::Profile;
use super::super::service::Users;
use crate::accounts::errors;
use crate::accounts::scopes;
use crate::accounts::tag::Tag;
use crate::error::Code;
use crate::http::answers::{Changed, Done, Shown};
use crate::http::auth::Allowed;
use crate::http::body::Body;
use crate::http::failure::Failure;
use crate::http::patch::Patch;
use crate::http::precondition::Precondition;
use crate::origin::Origin;
use crate::{demands, failures};

demands! {
    /// Of everything about one's own account.
    OwnProfile: scopes::PROFILE;
}

failures! {
    /// Of whatever shows one's own account.
    ReadMe: ;
    /// Of whatever changes one's own profile.
    ChangeMe: errors::USERNAME_TAKEN, Code::WRITE_CONFLICT;
    /// Of `changePassword`.
    ChangePassword: Code::RATE_LIMITED;
}

/// The operations on one's own account.
#[derive(Debug, Clone)]
pub struct MeApi {
    /// What they lead to.
    pub users: Users,
}

#[OpenApi(tag = "Tag::Users")]
impl MeApi {
    /// Read one's own account
    ///
    /// The user behind the token, and the token's `scope`. The `ETag` is the user's version, for `If-Match`.
    #[oai(path = "/v1/me", method = "get", operation_id = "getMe")]
    async fn get(&self, who: Allowed<OwnProfile>) -> Result<Shown<Me>, Failure<ReadMe>> {
        let user = self.users.me(&who.caller).await?;
        Ok(Shown(Me::new(user, &who.caller.scopes)))
    }

    /// Replace one's own profile
    ///
    /// Fields that are left out are gone afterwards. What a user may do is not part of it, nor is the e-mail address.
    #[oai(path = "/v1/me", method = "put", operation_id = "replaceMe")]
    async fn replace(
        &self,
        who: Allowed<OwnProfile>,
        origin: Origin,
        /// Only if the user has this version (its `ETag`) still.
        #[oai(name = "If-Match")]
        Precondition(guard): Precondition,
        Body(profile): Body<NewProfile>,
    ) -> Result<Changed<Me>, Failure<ChangeMe>> {
        let profile = Profile::from(profile);
        let user = self.users.change_me(&who.caller, &origin, guard, move |_| Ok(profile.clone())).await?;
        Ok(Changed::new(Me::new(user, &who.caller.scopes)))
    }

    /// Change parts of one's own profile
    ///
    /// By JSON Merge Patch or JSON Patch. The result is held to the same rules as a whole profile.
    #[oai(path = "/v1/me", method = "patch", operation_id = "updateMe")]
    async fn update(
        &self,
        who: Allowed<OwnProfile>,
        origin: Origin,
        /// Only if the user has this version (its `ETag`) still.
        #[oai(name = "If-Match")]
        Precondition(guard): Precondition,
        patch: Patch<NewProfile>,
    ) -> Result<Changed<Me>, Failure<ChangeMe>> {
        let edit = move |user| Ok(patch.apply(NewProfile::from(user).to_json())?.into());
        let user = self.users.change_me(&who.caller, &origin, guard, edit).await?;
        Ok(Changed::new(Me::new(user, &who.caller.scopes)))
    }

    /// Change one's own password
    ///
    /// All other sessions of the user end; the one that the token belongs to goes on.
    #[oai(path = "/v1/me/password", method = "put", operation_id = "changePassword")]
    async fn change_password(
        &self,
        who: Allowed<OwnProfile>,
        origin: Origin,
        Body(change): Body<PasswordChange>,
    ) -> Result<Done, Failure<ChangePassword>> {
        let PasswordChange { current_password, new_password } = change;
        self.users.change_password(who.caller, &origin, current_password, new_password).await?;
        Ok(Done)
    }
}
