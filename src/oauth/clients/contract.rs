//! Clients on the wire.

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

enum_type!(Grant, "Grant", "A way to get tokens (RFC 6749, 1.3 and 6).");

/// A scope by its name. Which names there are, the registry knows: the contract lists them, and [`NewClient::draft`] refuses others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScopeName(String);

string_type!(
    ScopeName,
    "ScopeName",
    MetaSchema { format: Some(listed::SCOPE), ..string() },
    |text: String| Ok::<_, &str>(Self(text))
);

impl fmt::Display for ScopeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What of a client can be edited: the body to create or to replace one.
#[derive(Debug, Clone, Object)]
#[oai(rename_all = "camelCase", deny_unknown_fields, skip_serializing_if_is_none, example = true)]
pub struct NewClient {
    /// What it is called, for those who are asked to trust it.
    name: ClientName,
    /// Whether it can keep a secret: a server can, an app in somebody's hand or browser can't. A client that becomes confidential has
    /// no secret until one is made for it.
    confidential: bool,
    /// How it may get tokens.
    #[oai(validator(min_items = 1, max_items = 10))]
    grants: Vec<Grant>,
    /// Where a browser may be sent back to: `https`, `http` on this machine, or an app's own scheme (`com.example.app:/callback`). They are
    /// compared exactly, but for the port of `http` on this machine. The grant `authorization_code` needs at least one.
    #[oai(validator(max_items = 20))]
    redirect_uris: Option<Vec<RedirectUri>>,
    /// What its tokens may have at most; a user's token has no more than the user may, too.
    #[oai(validator(max_items = 50))]
    scopes: Vec<ScopeName>,
}

/// A program that asks for tokens.
#[derive(Debug, Clone, Object, Serialize)]
#[oai(rename_all = "camelCase", skip_serializing_if_is_none, example = true)]
#[serde(rename_all = "camelCase")]
pub struct Client {
    /// The resource's id, for these operations.
    pub(crate) id: Id,
    /// The name by which the client is known to the token endpoint (`client_id` there).
    #[oai(rename = "clientId", validator(max_length = 100))]
    #[serde(rename = "clientId")]
    pub(crate) protocol_name: String,
    /// What it is called.
    name: ClientName,
    /// Whether it has a secret.
    confidential: bool,
    /// How it may get tokens.
    #[oai(validator(max_items = 10))]
    grants: Vec<Grant>,
    /// Where a browser may be sent back to.
    #[oai(validator(max_items = 20))]
    redirect_uris: Vec<RedirectUri>,
    /// What its tokens may have at most.
    #[oai(validator(max_items = 50))]
    scopes: Vec<ScopeName>,
    /// Until when the secret before the present one is good, if there was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    previous_secret_expires_at: Option<Instant>,
    /// When the client was made.
    created_at: Instant,
    /// When it was last changed.
    updated_at: Instant,
    /// 1 at first, one more with every change; the same as the `ETag`.
    #[oai(validator(minimum(value = "1"), maximum(value = "9007199254740991")))]
    version: i64,
}

/// A client, and its secret, which is shown this once.
#[derive(Debug, Clone, Object, Serialize)]
#[oai(rename_all = "camelCase", skip_serializing_if_is_none, example = true)]
#[serde(rename_all = "camelCase")]
pub struct ClientWithSecret {
    #[oai(flatten)]
    #[serde(flatten)]
    pub(crate) client: Client,
    /// The secret (`client_secret` at the token endpoint). Keep it: only its hash stays here. A public client has none.
    #[oai(validator(max_length = 200))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) client_secret: Option<String>,
}

impl Resource for Client {
    fn version(&self) -> i64 {
        self.version
    }
}

impl Resource for ClientWithSecret {
    fn version(&self) -> i64 {
        self.client.version
    }
}

impl Selectable for Client {
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

/// Nothing of a client is long, so a list has all of it.
impl Listed for Client {
    const PAGE: &'static str = "ClientPage";
    type Detailed = Self;
}

#[cfg(test)]
mod tests {
    use poem_openapi::types::Example as _;

    use super::*;
    use crate::http::answers::same_as_contract;

    #[test]
    fn a_client_is_written_as_the_contract_says_with_and_without_what_can_be_missing() {
        let (client, whole) = (Client::example(), ClientWithSecret::example());

        assert!(same_as_contract(&client) && same_as_contract(&whole));
        assert!(same_as_contract(&Client { previous_secret_expires_at: Some(Instant::EXAMPLE), ..client }));
        assert!(same_as_contract(&ClientWithSecret { client_secret: None, ..whole }));
    }
}
