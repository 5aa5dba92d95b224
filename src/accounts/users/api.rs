//! HTTP handlers for users.

pub mod me;

use poem_openapi::OpenApi;
use poem_openapi::param::{Header, Path};
use poem_openapi::types::ToJSON as _;

use super::contract::query::UserQuery;
use super::contract::{SignUp, User, UserInput};
use super::model::{self, UserDraft, UserSort};
use super::service::Users;
use crate::accounts::errors;
use crate::accounts::scopes;
use crate::accounts::tag::Tag;
use crate::error::Code;
use crate::http::answers::{Changed, Created, Deleted, Found};
use crate::http::auth::Allowed;
use crate::http::body::Body;
use crate::http::etag::EntityTags;
use crate::http::failure::Failure;
use crate::http::list::{Here, Listing, Paged};
use crate::http::patch::Patch;
use crate::http::precondition::Precondition;
use crate::http::replacement::Replacement;
use crate::id::Id;
use crate::origin::Origin;
use crate::page::Period;
use crate::{demands, failures};

demands! {
    /// The scope for reading other people's accounts.
    ReadUsers: scopes::USERS_READ;
    /// The scope for changing other people's accounts.
    WriteUsers: scopes::USERS_WRITE;
}

failures! {
    /// Failures of `createUser`.
    CreateUser: errors::EMAIL_TAKEN, errors::USERNAME_TAKEN, Code::RATE_LIMITED;
    /// Failures of `listUsers`.
    ListUsers: ;
    /// Failures of `getUser`.
    GetUser: errors::USER_NOT_FOUND;
    /// Failures of `replaceUser` and `updateUser`.
    ChangeUser: errors::USER_NOT_FOUND, errors::EMAIL_TAKEN, errors::USERNAME_TAKEN, errors::OWN_ACCOUNT, errors::ADMIN_REQUIRED, Code::WRITE_CONFLICT;
    /// Failures of `deleteUser`.
    DeleteUser: errors::USER_NOT_FOUND, errors::ADMIN_REQUIRED, errors::LAST_ADMIN;
}

/// The operations on users.
#[derive(Debug, Clone)]
pub struct UsersApi {
    /// The use cases behind the operations.
    pub users: Users,
}

#[OpenApi(tag = "Tag::Users")]
impl UsersApi {
    /// List users
    ///
    /// Returns the newest users first, unless `sort` says otherwise.
    #[oai(path = "/v1/users", method = "get", operation_id = "listUsers")]
    async fn list(
        &self,
        _caller: Allowed<ReadUsers>,
        page: Paged<UserSort, User>,
        query: UserQuery,
        made: Period,
    ) -> Result<Listing<User>, Failure<ListUsers>> {
        let slice = self.users.list(query.filter(made), page.window.clone()).await?;
        Ok(page.listing(slice, User::from, |user| Some(user.into())))
    }

    /// Sign up
    ///
    /// Creates an account. New users are a `viewer` with the tier `regular`; an administrator can change that. No token is needed.
    #[oai(path = "/v1/users", method = "post", operation_id = "createUser")]
    async fn create(
        &self,
        here: Here,
        origin: Origin,
        Body(sign_up): Body<SignUp>,
    ) -> Result<Created<User>, Failure<CreateUser>> {
        let (draft, password) = sign_up.into();
        let user = self.users.create(draft, password, &origin).await?;
        let location = here.link(&format!("/v1/users/{}", user.stamp.id));
        Ok(Created { resource: user.into(), location })
    }

    /// Get a user
    ///
    /// Returns the user with role and tier. Passwords are never included.
    #[oai(path = "/v1/users/:user_id", method = "get", operation_id = "getUser")]
    async fn get(
        &self,
        _caller: Allowed<ReadUsers>,
        /// The user's id.
        Path(user_id): Path<Id>,
        /// The versions (`ETag`s) that you have. If one of them is current, the response is `304`.
        #[oai(name = "If-None-Match")]
        Header(if_none_match): Header<Option<EntityTags>>,
    ) -> Result<Found<User>, Failure<GetUser>> {
        let user = self.users.get(user_id).await?;
        Ok(Found::new(user.into(), if_none_match.as_ref()))
    }

    /// Replace a user
    ///
    /// Replaces all fields; those that you leave out are removed. With another role, or when `active` becomes `false`, the user's sessions
    /// end. You can't change your own `role`, `tier` or `active`.
    ///
    /// Only an administrator can give a role or change an administrator's account, and only with a token that has all scopes of that role.
    /// The same holds for the e-mail address of a user who has more rights than your token. The user gets mail about another role, and both
    /// addresses get mail when the address changes.
    #[oai(path = "/v1/users/:user_id", method = "put", operation_id = "replaceUser")]
    async fn replace(
        &self,
        who: Allowed<WriteUsers>,
        origin: Origin,
        /// The user's id.
        Path(user_id): Path<Id>,
        /// Make the change only if the resource still has this version (its `ETag`).
        #[oai(name = "If-Match")]
        Precondition(guard): Precondition,
        user: Replacement<UserInput, User>,
    ) -> Result<Changed<User>, Failure<ChangeUser>> {
        let edit = move |found: model::User| user.over(|| found.into()).map(UserDraft::from);
        let user = self.users.change(&who.caller, &origin, user_id, guard, edit).await?;
        Ok(Changed::new(user.into()))
    }

    /// Update a user
    ///
    /// Takes a JSON Merge Patch or a JSON Patch. The same rules hold as for `replaceUser`.
    #[oai(path = "/v1/users/:user_id", method = "patch", operation_id = "updateUser")]
    async fn update(
        &self,
        who: Allowed<WriteUsers>,
        origin: Origin,
        /// The user's id.
        Path(user_id): Path<Id>,
        /// Make the change only if the resource still has this version (its `ETag`).
        #[oai(name = "If-Match")]
        Precondition(guard): Precondition,
        patch: Patch<UserInput>,
    ) -> Result<Changed<User>, Failure<ChangeUser>> {
        let edit = move |user| Ok(patch.apply(UserInput::from(user).to_json())?.into());
        let user = self.users.change(&who.caller, &origin, user_id, guard, edit).await?;
        Ok(Changed::new(user.into()))
    }

    /// Delete a user
    ///
    /// Ends the user's sessions. Only an administrator can delete an administrator, and the last active one can't be deleted.
    #[oai(path = "/v1/users/:user_id", method = "delete", operation_id = "deleteUser")]
    async fn delete(
        &self,
        who: Allowed<WriteUsers>,
        origin: Origin,
        /// The user's id.
        Path(user_id): Path<Id>,
        /// Make the change only if the resource still has this version (its `ETag`).
        #[oai(name = "If-Match")]
        Precondition(guard): Precondition,
    ) -> Result<Deleted, Failure<DeleteUser>> {
        self.users.delete(&who.caller, &origin, user_id, guard).await?;
        Ok(Deleted)
    }
}
