//! Example values for clients, shown in the OpenAPI document.

use poem_openapi::types::Example;

use super::super::model::{self, ClientDraft, ClientName, Grant};
use super::{OAuthClient, OAuthClientInput, OAuthClientWithSecret, ScopeName};
use crate::text::RedirectUri;
use crate::version::Stamp;

impl Example for OAuthClientInput {
    fn example() -> Self {
        Self {
            name: ClientName::stored("The Reader".to_owned()),
            confidential: true,
            grants: vec![Grant::AuthorizationCode, Grant::RefreshToken],
            redirect_uris: Some(vec![RedirectUri::stored("https://reader.example/signed-in".to_owned())]),
            scopes: vec![ScopeName::of("profile")],
        }
    }
}

impl Example for OAuthClient {
    fn example() -> Self {
        example().into()
    }
}

impl Example for OAuthClientWithSecret {
    fn example() -> Self {
        let secret = "c2VlbiBvbmNlLCBrZXB0IGJ5IHRoZSBjbGllbnQ".to_owned();
        Self { client: OAuthClient::example(), client_secret: Some(secret) }
    }
}

/// Returns the demo client, under the `client_id` that the example shows.
fn example() -> model::Client {
    let OAuthClientInput { name, confidential, grants, redirect_uris, scopes } = OAuthClientInput::example();
    let redirect_uris = redirect_uris.unwrap_or_default();
    let draft = ClientDraft {
        name,
        confidential,
        grants,
        redirect_uris,
        scopes: scopes.iter().map(|scope| scope.0.as_str()).collect(),
    };
    model::Client {
        stamp: Stamp::example(5),
        client_id: "dGhlIHJlYWRlcg".to_owned(),
        draft,
        previous_expires_at: None,
    }
}
