//! The OAuth 2.0 authorization server and its clients.

pub mod actions;
pub mod clients;
pub mod demo;
pub mod errors;
pub mod scopes;
pub mod server;
pub mod tag;

use self::clients::{Clients, api::ClientsApi};
use self::server::{OAuth, api::OAuthApi, metadata::MetadataApi};
use crate::manners::Manners;
use crate::part::{Cleaning, Part};
use crate::registry::{Names, Registry};

/// What this part adds to the server.
pub const PART: Part = Part {
    names: Names {
        codes: errors::CODES,
        scopes: scopes::SCOPES,
        actions: actions::ACTIONS,
        manners: &[
            // The standards of OAuth: RFC 6749, RFC 7009, RFC 7662.
            Manners::of("issueToken").of_a_protocol(),
            Manners::of("revokeToken").of_a_protocol(),
            Manners::of("introspectToken").of_a_protocol(),
            Manners::of("getAuthorizationServer").without_database(),
        ],
        ..Names::NONE
    },
    cleaning: &[Cleaning {
        name: "delete old codes",
        step: |app| Box::pin(async move { server::clean_up(&app).await }),
    }],
    words: &[clients::WORDS],
    demo: Some(&demo::DemoClients),
};

/// The operations of this part.
pub type Apis = (OAuthApi, MetadataApi, ClientsApi);

/// Returns the operations on the authorization server and its clients.
#[must_use]
pub fn apis(oauth: OAuth, clients: Clients, registry: Registry) -> Apis {
    let issuer = oauth.access.issuer().to_owned();
    (OAuthApi { oauth }, MetadataApi { issuer, registry }, ClientsApi { clients, registry })
}
