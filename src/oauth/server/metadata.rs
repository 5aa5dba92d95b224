//! The metadata of the authorization server, `/.well-known/oauth-authorization-server`, from which clients configure themselves
//! (RFC 8414).

use std::fmt;

use poem_openapi::registry::MetaSchema;
use poem_openapi::types::Example;
use poem_openapi::{Object, OpenApi};
use serde::Serialize;

use crate::contract::DEFAULT_SERVER;
use crate::failures;
use crate::http::answers::Cacheable;
use crate::http::failure::Failure;
use crate::http::scalar::{string, string_type};
use crate::oauth::clients::Grant;
use crate::oauth::clients::contract::ScopeName;
use crate::oauth::tag::Tag;
use crate::registry::Registry;
use crate::text::{Line, WebUrl};

/// A name that OAuth defines.
#[derive(Debug, Clone)]
struct Word(Line<1, 100>);

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

string_type!(
    @named Word,
    "MetadataValue",
    MetaSchema { description: Some("A name that OAuth 2.0 defines."), max_length: Some(100), ..string() },
    |text: String| Line::parse(text).map(Word)
);

/// The metadata of the authorization server (RFC 8414).
#[derive(Debug, Clone, Object, Serialize)]
#[oai(example = true)]
pub struct AuthorizationServer {
    /// The issuer identifier, which tokens carry as `iss`.
    issuer: WebUrl,
    /// The URL of the authorization endpoint.
    authorization_endpoint: WebUrl,
    /// The URL of the token endpoint.
    token_endpoint: WebUrl,
    /// The URL of the public keys.
    jwks_uri: WebUrl,
    /// The URL of the revocation endpoint.
    revocation_endpoint: WebUrl,
    /// The URL of the introspection endpoint.
    introspection_endpoint: WebUrl,
    /// The URL of the documentation for developers.
    service_documentation: WebUrl,
    /// The supported scopes.
    #[oai(validator(max_items = 100))]
    scopes_supported: Vec<ScopeName>,
    /// Only `code`.
    #[oai(validator(max_items = 10))]
    response_types_supported: Vec<Word>,
    /// Only `query`.
    #[oai(validator(max_items = 10))]
    response_modes_supported: Vec<Word>,
    /// The supported grant types.
    #[oai(validator(max_items = 10))]
    grant_types_supported: Vec<Grant>,
    /// How clients can authenticate at the token endpoint. `none` is for public clients.
    #[oai(validator(max_items = 10))]
    token_endpoint_auth_methods_supported: Vec<Word>,
    /// How clients can authenticate at the revocation endpoint.
    #[oai(validator(max_items = 10))]
    revocation_endpoint_auth_methods_supported: Vec<Word>,
    /// How clients can authenticate at the introspection endpoint.
    #[oai(validator(max_items = 10))]
    introspection_endpoint_auth_methods_supported: Vec<Word>,
    /// Only `S256`. PKCE is always required.
    #[oai(validator(max_items = 10))]
    code_challenge_methods_supported: Vec<Word>,
    /// Whether the authorization response includes `iss` (RFC 9207).
    authorization_response_iss_parameter_supported: bool,
}

impl AuthorizationServer {
    fn at(issuer: &str, scopes: Vec<ScopeName>) -> Self {
        let at = |path: &str| WebUrl::stored(format!("{issuer}{path}"));
        let word = |name: &str| Word(Line::stored(name.to_owned()));
        let names = |names: &[&str]| names.iter().map(|name| word(name)).collect::<Vec<Word>>();
        Self {
            issuer: at(""),
            authorization_endpoint: at("/oauth/authorize"),
            token_endpoint: at("/oauth/token"),
            jwks_uri: at("/.well-known/jwks.json"),
            revocation_endpoint: at("/oauth/revoke"),
            introspection_endpoint: at("/oauth/introspect"),
            service_documentation: at("/docs"),
            scopes_supported: scopes,
            response_types_supported: names(&["code"]),
            response_modes_supported: names(&["query"]),
            grant_types_supported: Grant::ALL.to_vec(),
            token_endpoint_auth_methods_supported: names(&[
                "client_secret_basic",
                "client_secret_post",
                "none",
            ]),
            revocation_endpoint_auth_methods_supported: names(&[
                "client_secret_basic",
                "client_secret_post",
                "none",
            ]),
            introspection_endpoint_auth_methods_supported: names(&[
                "client_secret_basic",
                "client_secret_post",
            ]),
            code_challenge_methods_supported: names(&["S256"]),
            authorization_response_iss_parameter_supported: true,
        }
    }
}

impl Example for AuthorizationServer {
    fn example() -> Self {
        Self::at(DEFAULT_SERVER, vec![ScopeName::of("profile")])
    }
}

failures! {
    /// Failures of `getAuthorizationServer`.
    GetAuthorizationServer: ;
}

/// The operation that returns the metadata.
#[derive(Debug, Clone)]
pub struct MetadataApi {
    /// The name of this server in tokens.
    pub issuer: String,
    /// The registry, which lists the scopes.
    pub registry: Registry,
}

#[OpenApi(tag = "Tag::OAuth")]
impl MetadataApi {
    /// Get the authorization server's metadata
    ///
    /// OAuth libraries use this document to configure themselves (RFC 8414).
    #[oai(
        path = "/.well-known/oauth-authorization-server",
        method = "get",
        operation_id = "getAuthorizationServer"
    )]
    #[expect(clippy::unused_async, reason = "poem-openapi's handlers are async")]
    async fn get(&self) -> Result<Cacheable<AuthorizationServer>, Failure<GetAuthorizationServer>> {
        let scopes = self.registry.scopes().map(|scope| ScopeName::of(scope.name())).collect();
        Ok(Cacheable(AuthorizationServer::at(&self.issuer, scopes)))
    }
}
