//! The router: the parts' APIs, the documents and the pages, with the frame around all of them.

use std::sync::Arc;

use poem::{Endpoint, IntoEndpoint as _, Response, get};
use poem_openapi::{OpenApi, OpenApiService};

use crate::app::App;
use crate::contract::{Contract, EmitError};
use crate::error::{Error, Result};
use crate::http::Shared;
use crate::http::frame::Frame;
use crate::http::pages::{self, KnownLogins, Pages};
use crate::http::verify::Verify;
use crate::identity::Identity;
use crate::oauth::demo::{CLIENT_ID, CLIENT_SECRET};
use crate::part::{Demo, Part};
use crate::registry::Registry;

/// Collects what the parts provide: their registrations and their operations.
macro_rules! parts {
    (($app:ident, $identity:ident) $($part:ident($($needs:expr),*);)*) => {
        /// The names of all parts.
        pub const REGISTRY: Registry = Registry::of(&[$(&crate::$part::PART.names),*]);

        /// The registrations of all parts.
        pub const PARTS: &[Part] = &[$(crate::$part::PART),*];

        /// All operations of the contract.
        pub type Apis = ($(crate::$part::Apis,)*);

        fn apis($app: &App, $identity: &Identity) -> Apis {
            ($(crate::$part::apis($($needs),*),)*)
        }
    };
}

// Each part is one line: its module, and the arguments that its operations are built from.
parts! { (app, identity)
    tokens(&identity.keys);
    limits();
    accounts(identity.users(app), identity.resets(app));
    signing_in(identity.sign_in());
    oauth(identity.oauth(), identity.clients(app), app.registry);
    catalogue(app);
    audit(app);
    health(app);
}

/// Returns the logins of a demonstration, which its pages show to everybody.
#[must_use]
pub fn known_logins() -> KnownLogins {
    let users = PARTS.iter().filter_map(|part| part.demo).flat_map(Demo::users).collect();
    KnownLogins { client: CLIENT_ID, secret: CLIENT_SECRET, users }
}

/// Makes the contract, with the server address that its document names.
///
/// # Errors
/// When the types cannot be turned into a document.
pub fn contract(server: &str) -> Result<Contract, EmitError> {
    Contract::of::<Apis>(server, REGISTRY)
}

/// Builds the endpoint of the whole server. The pages of a demonstration show its logins, `known`.
///
/// # Errors
/// When the types cannot be turned into a document.
pub fn endpoint(
    app: &App,
    identity: &Identity,
    known: Option<KnownLogins>,
) -> Result<impl Endpoint<Output = Response> + use<>> {
    let pages = Pages::default().at("/oauth/authorize", identity.authorize_page(known.clone()));
    serving(app, Arc::new(identity.clone()), apis(app, identity), app.registry, pages, known)
}

/// Builds the same with other operations, and with `pages` beside those of the document.
///
/// # Errors
/// When their types cannot be turned into a document.
pub fn serving<A: OpenApi + Send + Sync + 'static>(
    app: &App,
    verifier: Arc<dyn Verify>,
    apis: A,
    registry: Registry,
    pages: Pages,
    known: Option<KnownLogins>,
) -> Result<impl Endpoint<Output = Response> + use<A>> {
    let http = app.config.http.clone();
    let server = http.public_url.as_deref().unwrap_or("/");
    let contract = Contract::of::<A>(server, registry).map_err(Error::internal)?.reached_at(&http.base_url());
    let documents = pages::Documents::of(&contract, &http, known.as_ref())?;
    let shared = Arc::new(Shared { contract: Arc::new(contract), http, verifier });
    let service = OpenApiService::new(apis, "Imprint", env!("CARGO_PKG_VERSION"));
    let pages = pages
        .at("/", get(pages::welcome))
        .at("/style.css", get(pages::docs::asset))
        .at("/openapi.yaml", get(pages::docs::asset))
        .at("/openapi.json", get(pages::docs::asset))
        .at("/openapi.3.1.json", get(pages::docs::asset))
        .at("/openapi.sdk.json", get(pages::docs::asset))
        .at("/icon.svg", get(pages::docs::asset))
        .at("/docs", get(pages::docs::try_it))
        .at("/docs/reference", get(pages::docs::read))
        .at("/docs/changes", get(pages::changes::changes))
        .at("/docs/:asset", get(pages::docs::asset))
        .at("/problems", get(pages::problems::list))
        .at("/problems/:code", get(pages::problems::one));
    let routes = pages.beside(service.into_endpoint(), documents);
    Ok(Frame::new(routes, shared, app.ids.clone()))
}
