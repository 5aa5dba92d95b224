//! Wire types for clients.

mod convert;
mod examples;

use std::fmt;

use poem_openapi::Object;
use poem_openapi::registry::MetaSchema;
use serde::Serialize;

use super::model::{ClientName, Grant};
use crate::clock::Instant;
use crate::contract::listed;
use crate::http::answers::Resource;
use crate::http::choose::Selectable;
use crate::http::enumerated::enum_type;
use crate::http::list::Listed;
use crate::http::scalar::{string, string_type};
use crate::id::Id;
use crate::text::RedirectUri;

enum_type!(Grant, "Grant", "An OAuth 2.0 grant type (RFC 6749, 1.3 and 6).");

/// The name of a scope. The registry knows which scopes exist: the OpenAPI document lists them, and [`OAuthClientInput::draft`] rejects
/// others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScopeName(String);

string_type!(
    @named ScopeName,
    "Scope",
    MetaSchema {
        description: Some("A scope: what a token can be used for."),
        format: Some(listed::SCOPE),
        ..string()
    },
    |text: String| Ok::<_, &str>(Self(text))
);

impl ScopeName {
    /// Returns the name of a scope that exists.
    pub(crate) fn of(name: &str) -> Self {
        Self(name.to_owned())
    }
}

impl fmt::Display for ScopeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The fields of a client that you can set.
#[derive(Debug, Clone, Object)]
#[oai(rename_all = "camelCase", deny_unknown_fields, skip_serializing_if_is_none, example = true)]
pub struct OAuthClientInput {
    /// The display name, which users see when they are asked to authorize the client.
    name: ClientName,
    /// Whether the client can keep a secret. A server can; an app on a phone or in a browser cannot. A client that becomes confidential has
    /// no secret until you rotate it.
    confidential: bool,
    /// The grants that the client can use.
    #[oai(validator(min_items = 1, max_items = 10))]
    grants: Vec<Grant>,
    /// Where a browser may be sent back to: `https`, `http` on this machine, or an app's own scheme (`com.example.app:/callback`). They are
    /// compared exactly, but for the port of `http` on this machine. The grant `authorization_code` needs at least one.
    #[oai(validator(max_items = 20))]
    redirect_uris: Option<Vec<RedirectUri>>,
    /// The scopes that the client's tokens can have. A user's token is also limited to what the user's role allows.
    #[oai(validator(max_items = 50))]
    scopes: Vec<ScopeName>,
}

/// An OAuth 2.0 client: an application that gets tokens.
#[derive(Debug, Clone, Object, Serialize)]
#[oai(rename_all = "camelCase", skip_serializing_if_is_none, example = true)]
#[serde(rename_all = "camelCase")]
pub struct OAuthClient {
    /// The id of the resource, for these operations.
    pub(crate) id: Id,
    /// The client identifier, which OAuth calls `client_id`.
    #[oai(rename = "clientId", validator(max_length = 100))]
    #[serde(rename = "clientId")]
    pub(crate) protocol_name: String,
    /// The display name.
    name: ClientName,
    /// Whether the client has a secret.
    confidential: bool,
    /// The grants that the client can use.
    #[oai(validator(max_items = 10))]
    grants: Vec<Grant>,
    /// The addresses that browsers can be redirected to.
    #[oai(validator(max_items = 20))]
    redirect_uris: Vec<RedirectUri>,
    /// The scopes that the client's tokens can have.
    #[oai(validator(max_items = 50))]
    scopes: Vec<ScopeName>,
    /// When the previous secret stops working, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    previous_secret_expires_at: Option<Instant>,
    /// When the client was created.
    created_at: Instant,
    /// When it was last updated.
    updated_at: Instant,
    /// The version: 1 at first, then one more with each change. `getOAuthClient` returns it as the `ETag`.
    #[oai(validator(minimum(value = "1"), maximum(value = "9007199254740991")))]
    version: i64,
}

/// A client with its secret, which is shown only once.
#[derive(Debug, Clone, Object, Serialize)]
#[oai(rename_all = "camelCase", skip_serializing_if_is_none, example = true)]
#[serde(rename_all = "camelCase")]
pub struct OAuthClientWithSecret {
    #[oai(flatten)]
    #[serde(flatten)]
    pub(crate) client: OAuthClient,
    /// The secret (`client_secret` at the token endpoint). Store it: the server keeps only a hash. Public clients have none.
    #[oai(validator(max_length = 200))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) client_secret: Option<String>,
}

impl Resource for OAuthClient {
    const READ_ONLY: &'static [&'static str] =
        &["id", "clientId", "previousSecretExpiresAt", "createdAt", "updatedAt", "version"];

    fn version(&self) -> i64 {
        self.version
    }
}

impl Resource for OAuthClientWithSecret {
    fn version(&self) -> i64 {
        self.client.version
    }
}

impl Selectable for OAuthClient {
    const FIELDS: &'static [&'static str] = &[
        "clientId",
        "name",
        "confidential",
        "grants",
        "redirectUris",
        "scopes",
        "previousSecretExpiresAt",
        "createdAt",
        "updatedAt",
        "version",
    ];
}

/// A client has no long fields, so lists contain complete clients.
impl Listed for OAuthClient {
    const PAGE: &'static str = "OAuthClientPage";
    type Detailed = Self;
}

#[cfg(test)]
mod tests {
    use poem_openapi::types::Example as _;

    use super::*;
    use crate::http::answers::same_as_contract;

    #[test]
    fn a_client_is_written_as_the_contract_says_with_and_without_what_can_be_missing() {
        let (client, whole) = (OAuthClient::example(), OAuthClientWithSecret::example());

        assert!(same_as_contract(&client) && same_as_contract(&whole));
        assert!(same_as_contract(&OAuthClient {
            previous_secret_expires_at: Some(Instant::EXAMPLE),
            ..client
        }));
        assert!(same_as_contract(&OAuthClientWithSecret { client_secret: None, ..whole }));
    }
}
