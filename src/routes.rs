//! Every path, from top to bottom: the parts' APIs, the documents, the pages; round them all the frame.

use std::sync::Arc;

use poem::{Endpoint, IntoEndpoint as _, Response, get};
use poem_openapi::{OpenApi, OpenApiService, Tags};

use crate::app::App;
use crate::catalogue::authors::{Authors, api::AuthorsApi};
use crate::catalogue::books::{Books, api::BooksApi};
use crate::contract::{Contract, Declared, EmitError};
use crate::demo::clients;
use crate::error::{Error, Result};
use crate::health::{self, HealthApi};
use crate::http::Shared;
use crate::http::frame::Frame;
use crate::http::pages::{self, KnownClient, Pages};
use crate::http::verify::Verify;
use crate::identity::Identity;
use crate::identity::audit::{Audit, api::AuditApi};
use crate::identity::auth::api::AuthApi;
use crate::identity::clients::api::ClientsApi;
use crate::identity::oauth::{self, api::OAuthApi, metadata::MetadataApi};
use crate::identity::resets::api::ResetsApi;
use crate::identity::users::api::{UsersApi, me::MeApi};
use crate::identity::wellknown::{self, KeysApi};

/// The groups of operations. Each operation has exactly one.
#[derive(Debug, Clone, Copy, Tags)]
pub enum Tag {
    /// Signing in and out, and the keys that tokens are signed with.
    Auth,
    /// What happened: who signed in, who was refused, who changed what.
    Audit,
    /// People who wrote books.
    Authors,
    /// What they wrote.
    Books,
    /// Programs that ask for tokens.
    Clients,
    /// Whether the server lives, and whether it can work.
    Health,
    /// The token server: tokens for clients (RFC 6749 and its family).
    OAuth,
    /// People with an account, and one's own.
    Users,
}

/// All operations of the contract.
pub type Apis = (
    AuthApi,
    KeysApi,
    OAuthApi,
    MetadataApi,
    MeApi,
    ResetsApi,
    UsersApi,
    ClientsApi,
    AuthorsApi,
    BooksApi,
    AuditApi,
    HealthApi,
);

/// What the parts declare beside their operations.
const DECLARED: Declared = Declared {
    manners: &[wellknown::MANNERS, oauth::api::MANNERS, oauth::metadata::MANNERS, health::MANNERS],
};

fn apis(app: &App, identity: &Identity) -> Apis {
    let users = identity.users(app);
    (
        AuthApi { sign_in: identity.sign_in() },
        KeysApi { keys: Arc::clone(&identity.keys) },
        OAuthApi { oauth: identity.oauth() },
        MetadataApi { issuer: identity.access.issuer().to_owned() },
        MeApi { users: users.clone() },
        ResetsApi { resets: identity.resets(app) },
        UsersApi { users },
        ClientsApi { clients: identity.clients(app) },
        AuthorsApi { authors: Authors::new(app.clone()) },
        BooksApi { books: Books::new(app.clone()) },
        AuditApi { audit: Audit::new(app.clone()) },
        HealthApi { app: app.clone() },
    )
}

/// The contract, with the address that its document names.
///
/// # Errors
/// When the types don't make a document.
pub fn contract(server: &str) -> Result<Contract, EmitError> {
    Contract::of::<Apis>(server, &DECLARED)
}

/// The whole server.
///
/// # Errors
/// When the types don't make a document.
pub fn endpoint(app: &App, identity: &Identity) -> Result<impl Endpoint<Output = Response> + use<>> {
    let pages = Pages::default().at("/oauth/authorize", identity.authorize_page());
    serving(app, Arc::new(identity.clone()), apis(app, identity), &DECLARED, pages)
}

/// The same with other operations, and with pages beside those of the document.
///
/// # Errors
/// When their types don't make a document.
pub fn serving<A: OpenApi + Send + Sync + 'static>(
    app: &App,
    verifier: Arc<dyn Verify>,
    apis: A,
    declared: &Declared,
    pages: Pages,
) -> Result<impl Endpoint<Output = Response> + use<A>> {
    let http = app.config.http.clone();
    let server = http.public_url.as_deref().unwrap_or("/");
    let contract = Contract::of::<A>(server, declared).map_err(Error::internal)?;
    let client = KnownClient { id: clients::CLIENT_ID, secret: clients::CLIENT_SECRET };
    let client = http.demonstration.then_some(client);
    let documents = pages::Documents::of(&contract, &http, client)?;
    let shared = Arc::new(Shared { contract: Arc::new(contract), http, verifier });
    let service = OpenApiService::new(apis, "Imprint", env!("CARGO_PKG_VERSION"));
    let pages = pages
        .at("/", get(pages::welcome))
        .at("/style.css", get(pages::style))
        .at("/openapi.yaml", get(pages::yaml))
        .at("/openapi.json", get(pages::json))
        .at("/openapi.sdk.json", get(pages::sdk_json))
        .at("/icon.svg", get(pages::icon))
        .at("/docs", get(pages::docs::try_it))
        .at("/docs/reference", get(pages::docs::read))
        .at("/docs/:asset", get(pages::docs::asset))
        .at("/problems", get(pages::problems::list))
        .at("/problems/:code", get(pages::problems::one));
    let routes = pages.beside(service.into_endpoint(), documents);
    Ok(Frame::new(routes, shared, app.request_ids.clone()))
}
