//! The demo clients. Their secrets are public in the source code, so they exist only with `--demo`.

use futures_util::future::BoxFuture;
use poem_openapi::types::Example as _;

use super::clients::contract::{OAuthClientInput, OAuthClientWithSecret};
use super::clients::{ClientDraft, ClientName, ClientSecret, Grant, Installed, install, is_there};
use crate::app::App;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::part::Demo;
use crate::registry::Registry;
use crate::text::{RedirectUri, Refused};

/// The `client_id` of the demo client.
pub const CLIENT_ID: &str = "mobileV1";
/// The secret of the demo client.
pub const CLIENT_SECRET: &str = "abc123456";
/// The path, below the server's address, where the API documentation page receives its authorization codes.
pub const REDIRECT: &str = "/docs/oauth2-redirect.html";

/// The demo clients.
#[derive(Debug)]
pub(super) struct DemoClients;

impl Demo for DemoClients {
    fn load<'a>(&'a self, app: &'a App) -> BoxFuture<'a, Result<Vec<String>>> {
        Box::pin(async move {
            load(app, &app.config.http.base_url()).await?;
            Ok(Vec::new())
        })
    }

    fn hints(&self) -> Vec<String> {
        vec![format!("  as the client  {CLIENT_ID} with the secret \"{CLIENT_SECRET}\"")]
    }

    fn remains<'a>(&'a self, app: &'a App) -> BoxFuture<'a, Result<Option<&'static str>>> {
        Box::pin(async move {
            let reader = reader(app.registry)?.client_id;
            let present = is_there(app, CLIENT_ID.to_owned()).await? || is_there(app, reader).await?;
            let warning =
                "clients of a demonstration are in this database, whose secrets everybody knows: delete them";
            Ok(present.then_some(warning))
        })
    }
}

/// Creates the demo clients, unless they exist. `base` is the address of this server, which serves the API documentation page.
/// Each start adds the redirect URI at its own address.
///
/// Neither client can use the grant `client_credentials`: their secrets are public, so anybody could.
///
/// # Errors
/// When the database fails.
pub async fn load(app: &App, base: &str) -> Result<()> {
    install(app, mobile(base, app.registry)?).await?;
    install(app, reader(app.registry)?).await
}

fn mobile(base: &str, registry: Registry) -> Result<Installed> {
    let grants = vec![Grant::AuthorizationCode, Grant::Password, Grant::RefreshToken];
    let name = ClientName::parse("Imprint for phones").map_err(bad)?;
    let pages = names(base).into_iter().map(|base| RedirectUri::parse(format!("{base}{REDIRECT}")));
    // A base address that is not a valid redirect URI (plain http, not on this machine) is skipped. The client's other grants
    // still work.
    let app = RedirectUri::parse("com.example.mobile:/signed-in").map_err(bad)?;
    let uris = [app].into_iter().chain(pages.filter_map(Result::ok)).collect();
    let draft = ClientDraft::new(name, true, grants, uris, registry.scopes().collect())?;
    let secret = ClientSecret::parse(CLIENT_SECRET).map_err(bad)?;
    Ok(Installed { id: Id::example(0x26), client_id: CLIENT_ID.to_owned(), secret, draft })
}

/// Returns the client that the OpenAPI document shows, so that its examples work.
fn reader(registry: Registry) -> Result<Installed> {
    let OAuthClientWithSecret { client, client_secret } = OAuthClientWithSecret::example();
    let secret = ClientSecret::parse(client_secret.unwrap_or_default()).map_err(bad)?;
    let draft = OAuthClientInput::example().draft(registry)?;
    Ok(Installed { id: client.id, client_id: client.protocol_name, secret, draft })
}

/// Returns the names that a browser may use for this address. On their own machine, people write either a host name or an IP
/// address, and redirect URIs are compared character by character.
fn names(base: &str) -> Vec<String> {
    const OWN: &[(&str, &str)] = &[
        ("http://127.0.0.1", "http://localhost"),
        ("http://[::1]", "http://localhost"),
        ("http://localhost", "http://127.0.0.1"),
    ];
    let other = OWN.iter().find_map(|(name, other)| {
        let port = base.strip_prefix(name).filter(|port| port.is_empty() || port.starts_with(':'))?;
        Some(format!("{other}{port}"))
    });
    [base.to_owned()].into_iter().chain(other).collect()
}

fn bad(refused: Refused) -> Error {
    Error::internal(format!("the demonstration data {refused}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::REGISTRY;

    #[test]
    fn an_address_on_this_machine_has_a_name_and_a_number() {
        assert_eq!(names("http://127.0.0.1:80"), ["http://127.0.0.1:80", "http://localhost:80"]);
        assert_eq!(names("http://localhost:80"), ["http://localhost:80", "http://127.0.0.1:80"]);
        assert_eq!(names("http://localhost.example"), ["http://localhost.example"]);
        assert_eq!(names("https://api.example"), ["https://api.example"]);
    }

    #[test]
    fn the_page_is_registered_where_a_browser_may_be_sent_to() {
        let uris = |base| mobile(base, REGISTRY).unwrap().draft.redirect_uris.len();

        assert_eq!(
            (uris("http://127.0.0.1:8080"), uris("https://demo.example"), uris("http://demo.example")),
            (3, 2, 1)
        );
        assert!(reader(REGISTRY).is_ok());
    }
}
