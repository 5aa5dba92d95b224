//! HTTP handlers for the caller's own account.

use poem_openapi::OpenApi;
use poem_openapi::types::ToJSON as _;

use super::super::contract::{Me, PasswordChange, ProfileInput};
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
    /// The scope for all operations on the caller's own account.
    OwnProfile: scopes::PROFILE;
}

failures! {
    /// Failures of `getMe`.
    ReadMe: ;
    /// Failures of `replaceMe` and `updateMe`.
    ChangeMe: errors::USERNAME_TAKEN, Code::WRITE_CONFLICT;
    /// Failures of `changePassword`.
    ChangePassword: Code::RATE_LIMITED;
}

/// The operations on the caller's own account.
#[derive(Debug, Clone)]
pub struct MeApi {
    /// The use cases behind the operations.
    pub users: Users,
}

#[OpenApi(tag = "Tag::Users")]
impl MeApi {
    /// Get your account
    ///
    /// Returns the user that the token belongs to, and the token's `scope`. The `ETag` is the user's version, for `If-Match`.
    #[oai(path = "/v1/me", method = "get", operation_id = "getMe")]
    async fn get(&self, who: Allowed<OwnProfile>) -> Result<Shown<Me>, Failure<ReadMe>> {
        let user = self.users.me(&who.caller).await?;
        Ok(Shown(Me::new(user, &who.caller.scopes)))
    }

    /// Replace your profile
    ///
    /// Replaces all fields of your profile. Fields that you leave out are removed. Your e-mail address, role and tier are not part of the
    /// profile.
    #[oai(path = "/v1/me", method = "put", operation_id = "replaceMe")]
    async fn replace(
        &self,
        who: Allowed<OwnProfile>,
        origin: Origin,
        /// Make the change only if the resource still has this version (its `ETag`).
        #[oai(name = "If-Match")]
        Precondition(guard): Precondition,
        Body(profile): Body<ProfileInput>,
    ) -> Result<Changed<Me>, Failure<ChangeMe>> {
        let profile = Profile::from(profile);
        let user = self.users.change_me(&who.caller, &origin, guard, move |_| Ok(profile.clone())).await?;
        Ok(Changed::new(Me::new(user, &who.caller.scopes)))
    }

    /// Update your profile
    ///
    /// Changes the fields that you send, as a JSON Merge Patch or a JSON Patch. The result must meet the same rules as a complete profile.
    #[oai(path = "/v1/me", method = "patch", operation_id = "updateMe")]
    async fn update(
        &self,
        who: Allowed<OwnProfile>,
        origin: Origin,
        /// Make the change only if the resource still has this version (its `ETag`).
        #[oai(name = "If-Match")]
        Precondition(guard): Precondition,
        patch: Patch<ProfileInput>,
    ) -> Result<Changed<Me>, Failure<ChangeMe>> {
        let edit = move |user| Ok(patch.apply(ProfileInput::from(user).to_json())?.into());
        let user = self.users.change_me(&who.caller, &origin, guard, edit).await?;
        Ok(Changed::new(Me::new(user, &who.caller.scopes)))
    }

    /// Change your password
    ///
    /// Sets a new password. Your other sessions end; the session of this token continues.
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
