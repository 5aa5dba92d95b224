//! HTTP handlers for clients.

use poem_openapi::OpenApi;
use poem_openapi::param::{Header, Path};
use poem_openapi::types::ToJSON as _;

use super::contract::{OAuthClient, OAuthClientInput, OAuthClientWithSecret};
use super::model::ClientSort;
use super::service::Clients;
use crate::error::Code;
use crate::http::answers::{Changed, Created, Deleted, Found};
use crate::http::auth::Allowed;
use crate::http::body::Body;
use crate::http::etag::EntityTags;
use crate::http::failure::Failure;
use crate::http::list::{Here, Listing, Paged};
use crate::http::patch::Patch;
use crate::http::precondition::Precondition;
use crate::id::Id;
use crate::oauth::errors;
use crate::oauth::scopes;
use crate::oauth::tag::Tag;
use crate::origin::Origin;
use crate::registry::Registry;
use crate::{demands, failures};

demands! {
    /// The scope for all operations on clients.
    ManageClients: scopes::CLIENTS_WRITE;
}

failures! {
    /// Failures of `listOAuthClients`.
    AllClients: ;
    /// Failures of `createOAuthClient`.
    CreateClient: errors::SCOPES_EXCEEDED;
    /// Failures of `getOAuthClient`.
    OneClient: errors::CLIENT_NOT_FOUND;
    /// Failures of `deleteOAuthClient`.
    DeleteClient: errors::CLIENT_NOT_FOUND, errors::SCOPES_EXCEEDED;
    /// Failures of `replaceOAuthClient` and `updateOAuthClient`.
    ChangeClient: errors::CLIENT_NOT_FOUND, errors::SCOPES_EXCEEDED, Code::WRITE_CONFLICT;
    /// Failures of `rotateOAuthClientSecret`.
    RotateClientSecret: errors::CLIENT_NOT_FOUND, errors::CLIENT_IS_PUBLIC, errors::SCOPES_EXCEEDED, Code::WRITE_CONFLICT;
}

/// The operations on clients.
#[derive(Debug, Clone)]
pub struct ClientsApi {
    /// The use cases behind the operations.
    pub clients: Clients,
    /// The registry, which lists the scopes.
    pub registry: Registry,
}

#[OpenApi(tag = "Tag::Clients")]
impl ClientsApi {
    /// List clients
    ///
    /// Returns clients by name, unless `sort` says otherwise.
    #[oai(path = "/v1/clients", method = "get", operation_id = "listOAuthClients")]
    async fn list(
        &self,
        _caller: Allowed<ManageClients>,
        page: Paged<ClientSort, OAuthClient>,
    ) -> Result<Listing<OAuthClient>, Failure<AllClients>> {
        let slice = self.clients.list(page.window.clone()).await?;
        Ok(page.listing(slice, OAuthClient::from, |client| Some(client.into())))
    }

    /// Create a client
    ///
    /// The response contains the secret of a confidential client. It is shown only once, so store it. Your token must have all of the
    /// client's scopes.
    #[oai(path = "/v1/clients", method = "post", operation_id = "createOAuthClient")]
    async fn create(
        &self,
        who: Allowed<ManageClients>,
        here: Here,
        origin: Origin,
        Body(client): Body<OAuthClientInput>,
    ) -> Result<Created<OAuthClientWithSecret>, Failure<CreateClient>> {
        let (client, secret) =
            self.clients.create(&who.caller, &origin, client.draft(self.registry)?).await?;
        let location = here.link(&format!("/v1/clients/{}", client.stamp.id));
        Ok(Created { resource: (client, secret).into(), location })
    }

    /// Get a client
    ///
    /// Returns the client. The secret is never included.
    #[oai(path = "/v1/clients/:client_id", method = "get", operation_id = "getOAuthClient")]
    async fn get(
        &self,
        _caller: Allowed<ManageClients>,
        /// The client's `id`. This is not its `clientId`.
        Path(client_id): Path<Id>,
        /// The versions (`ETag`s) that you have. If one of them is current, the response is `304`.
        #[oai(name = "If-None-Match")]
        Header(if_none_match): Header<Option<EntityTags>>,
    ) -> Result<Found<OAuthClient>, Failure<OneClient>> {
        let client = self.clients.get(client_id).await?;
        Ok(Found::new(client.into(), if_none_match.as_ref()))
    }

    /// Replace a client
    ///
    /// Replaces all fields; those that you leave out are removed. With fewer grants or scopes than before, the client's tokens are revoked.
    /// Your token must have all scopes that the client has before and after the change.
    #[oai(path = "/v1/clients/:client_id", method = "put", operation_id = "replaceOAuthClient")]
    async fn replace(
        &self,
        who: Allowed<ManageClients>,
        origin: Origin,
        /// The client's `id`. This is not its `clientId`.
        Path(client_id): Path<Id>,
        /// Make the change only if the resource still has this version (its `ETag`).
        #[oai(name = "If-Match")]
        Precondition(guard): Precondition,
        Body(client): Body<OAuthClientInput>,
    ) -> Result<Changed<OAuthClient>, Failure<ChangeClient>> {
        let draft = client.draft(self.registry)?;
        let client =
            self.clients.change(&who.caller, &origin, client_id, guard, move |_| Ok(draft.clone())).await?;
        Ok(Changed::new(client.into()))
    }

    /// Update a client
    ///
    /// Takes a JSON Merge Patch or a JSON Patch. The same rules hold as for `replaceOAuthClient`.
    #[oai(path = "/v1/clients/:client_id", method = "patch", operation_id = "updateOAuthClient")]
    async fn update(
        &self,
        who: Allowed<ManageClients>,
        origin: Origin,
        /// The client's `id`. This is not its `clientId`.
        Path(client_id): Path<Id>,
        /// Make the change only if the resource still has this version (its `ETag`).
        #[oai(name = "If-Match")]
        Precondition(guard): Precondition,
        patch: Patch<OAuthClientInput>,
    ) -> Result<Changed<OAuthClient>, Failure<ChangeClient>> {
        let registry = self.registry;
        let edit = move |client| patch.apply(OAuthClientInput::from(client).to_json())?.draft(registry);
        let client = self.clients.change(&who.caller, &origin, client_id, guard, edit).await?;
        Ok(Changed::new(client.into()))
    }

    /// Delete a client
    ///
    /// Revokes the client's tokens. Your token must have all of the client's scopes.
    #[oai(path = "/v1/clients/:client_id", method = "delete", operation_id = "deleteOAuthClient")]
    async fn delete(
        &self,
        who: Allowed<ManageClients>,
        origin: Origin,
        /// The client's `id`. This is not its `clientId`.
        Path(client_id): Path<Id>,
        /// Make the change only if the resource still has this version (its `ETag`).
        #[oai(name = "If-Match")]
        Precondition(guard): Precondition,
    ) -> Result<Deleted, Failure<DeleteClient>> {
        self.clients.delete(&who.caller, &origin, client_id, guard).await?;
        Ok(Deleted)
    }

    /// Rotate a client's secret
    ///
    /// The response contains the new secret. It is shown only once. The previous secret works for another day, so that you can update the
    /// client without an outage; if it has leaked, rotate twice to disable it at once. Your token must have all of the client's scopes.
    #[oai(
        path = "/v1/clients/:client_id/rotate-secret",
        method = "post",
        operation_id = "rotateOAuthClientSecret"
    )]
    async fn rotate_secret(
        &self,
        who: Allowed<ManageClients>,
        origin: Origin,
        /// The client's `id`. This is not its `clientId`.
        Path(client_id): Path<Id>,
    ) -> Result<Changed<OAuthClientWithSecret>, Failure<RotateClientSecret>> {
        let (client, secret) = self.clients.rotate(&who.caller, &origin, client_id).await?;
        Ok(Changed::new((client, Some(secret)).into()))
    }
}
