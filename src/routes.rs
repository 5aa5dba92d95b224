//! Every path, from top to bottom: the parts' APIs, the documents, the pages; round them all the frame.

use std::sync::Arc;

use poem::{Endpoint, EndpointExt as _, IntoEndpoint as _, Request, Response, Route, get};
use poem_openapi::{OpenApi, OpenApiService};

use crate::app::App;
use crate::audit::{self, Audit, api::AuditApi};
use crate::catalogue;
use crate::catalogue::authors::{Authors, api::AuthorsApi};
use crate::catalogue::books::{Books, api::BooksApi};
use crate::contract::{Contract, EmitError};
use crate::error::{Error, Result};
use crate::health::HealthApi;
use crate::http::Shared;
use crate::http::auth::Verify;
use crate::http::frame::Frame;
use crate::http::pages::{self, docs::KnownClient};
use crate::identity::auth::api::AuthApi;
use crate::identity::clients::api::ClientsApi;
use crate::identity::oauth::{api::OAuthApi, metadata::MetadataApi};
use crate::identity::resets::api::ResetsApi;
use crate::identity::users::api::{UsersApi, me::MeApi};
use crate::identity::wellknown::KeysApi;
use crate::identity::{self, Identity};
use crate::registry::Registry;

/// The names that the parts bring along.
pub const REGISTRY: Registry = Registry::of(&[&identity::NAMES, &catalogue::NAMES, &audit::NAMES]);

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

fn apis(app: &App, identity: &Identity) -> Apis {
    let users = identity.users(app);
    (
        AuthApi { sign_in: identity.sign_in() },
        KeysApi { keys: Arc::clone(&identity.keys) },
        OAuthApi { oauth: identity.oauth() },
        MetadataApi { issuer: identity.access.issuer().to_owned(), registry: app.registry },
        MeApi { users: users.clone() },
        ResetsApi { resets: identity.resets(app) },
        UsersApi { users },
        ClientsApi { clients: identity.clients(app), registry: app.registry },
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
    Contract::of::<Apis>(server, REGISTRY)
}

/// The whole server. The page on which people try the API signs in as `known`, if there is a client that everybody may know.
///
/// # Errors
/// When the types don't make a document.
pub fn endpoint(
    app: &App,
    identity: &Identity,
    known: Option<KnownClient>,
) -> Result<impl Endpoint<Output = Response> + use<>> {
    let pages = Route::new().at("/oauth/authorize", identity.authorize_page());
    serving(app, Arc::new(identity.clone()), apis(app, identity), pages, known)
}

/// The same with other operations, and with pages beside those of the document.
///
/// # Errors
/// When their types don't make a document.
pub fn serving<A: OpenApi + Send + Sync + 'static>(
    app: &App,
    verifier: Arc<dyn Verify>,
    apis: A,
    pages: Route,
    known: Option<KnownClient>,
) -> Result<impl Endpoint<Output = Response> + use<A>> {
    let http = app.config.http.clone();
    let contract = Contract::of::<A>(http.public_url.as_deref().unwrap_or("/"), app.registry)
        .map_err(Error::internal)?;
    let documents = pages::Documents::of(&contract, &http, known)?;
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
        .at("/problems/:code", get(pages::problems::one))
        .data(Arc::new(documents))
        .map_to_response();
    let routes = ApiOrPages { api: service.into_endpoint(), pages };
    Ok(Frame::new(routes, shared, app.ids.clone()))
}

/// The contract's operations on one side, the pages on the other. Nesting one router in another would cost each request a tenth of
/// its time.
struct ApiOrPages<A, P> {
    api: A,
    pages: P,
}

impl<A, P> Endpoint for ApiOrPages<A, P>
where
    A: Endpoint<Output = Response>,
    P: Endpoint<Output = Response>,
{
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let path = request.uri().path();
        let operation = Contract::is_resource(path)
            || (Contract::is_protocol(path) && path != "/oauth/authorize")
            || path.starts_with("/.well-known/")
            || matches!(path, "/livez" | "/readyz");
        if operation { self.api.call(request).await } else { self.pages.call(request).await }
    }
}
