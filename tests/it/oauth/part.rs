//! The token server's entry for the tests that walk the contract, with that of its clients.

use futures_util::future::BoxFuture;
use imprint::accounts::users::Role;
use serde_json::json;

use super::program::Program;
use crate::parts::{Entry, Object, Part, Request, admin, everybody};
use crate::support::Kit;

pub struct OAuth;

impl Part for OAuth {
    fn folder(&self) -> &'static str {
        "oauth"
    }

    fn operations(&self) -> Vec<Entry> {
        let client = json!({
            "name": "App", "confidential": true, "grants": ["client_credentials"], "scopes": ["catalogue:write"],
        });
        let strange = json!({"token": "none of ours", "client_id": "none of ours", "client_secret": "x"});
        vec![
            everybody("getAuthorizationServer"),
            everybody("issueToken").body(
                json!({"grant_type": "client_credentials", "client_id": "none of ours", "client_secret": "x"}),
            ),
            everybody("revokeToken").body(strange.clone()),
            everybody("introspectToken").body(strange),
            admin("listOAuthClients"),
            admin("getOAuthClient"),
            admin("createOAuthClient").body(client.clone()),
            admin("replaceOAuthClient").body(client),
            admin("updateOAuthClient").body(json!({})),
            admin("deleteOAuthClient"),
            admin("rotateOAuthClientSecret"),
        ]
    }

    /// A confidential client, and a public one.
    fn objects<'k>(&self, kit: &'k Kit) -> BoxFuture<'k, Vec<Object>> {
        Box::pin(async {
            let app = Program::with(kit, true, &["client_credentials"], &["catalogue:write"]).await;
            let public = Program::with(kit, false, &["password"], &[]).await;
            vec![
                Object::private("client_id", &app.path, Role::Editor),
                Object::private("public_id", &public.path, Role::Editor),
            ]
        })
    }

    fn provoke(&self, _operation: &str, code: &str, good: &Request) -> Option<Request> {
        match code {
            "client_is_public" => Some(good.clone().replace("{client_id}", "{public_id}")),
            "scopes_exceeded" => Some(good.clone().holding("clients:write")),
            _ => None,
        }
    }
}
