//! Parses and checks authorization requests.

use serde_json::{Map, Value};

use super::super::form::{form, twice};
use super::super::refusal::{Refusal, Refused};
use super::super::service::consent::Consent;
use super::super::service::grants::asked;
use crate::caller::Scopes;
use crate::oauth::clients::{Client, Grant};
use crate::registry::Registry;
use crate::text::RedirectUri;

/// The known parameters. The page carries them on in its form, and the ticket is bound to them. Other parameters are ignored.
pub(super) const KNOWN: &[&str] = &[
    "response_type",
    "client_id",
    "redirect_uri",
    "scope",
    "state",
    "code_challenge",
    "code_challenge_method",
    "response_mode",
];
/// The most bytes that the value of a known parameter can have.
const LONGEST: usize = 2000;

/// The parameters of a request.
#[derive(Debug, Clone)]
pub(super) struct Parameters(Map<String, Value>);

impl Parameters {
    /// Parses the parameters from a query or a form. A form's own fields are kept too.
    pub(super) fn read(text: &[u8]) -> Result<Self, Refused> {
        let fields = form(text);
        if let Some(name) = KNOWN.iter().find(|name| fields.get(**name).is_some_and(Value::is_array)) {
            return Err(twice(name));
        }
        match KNOWN.iter().find(|name| fields.get(**name).is_some_and(long)) {
            Some(name) => Err(Refused::new(Refusal::InvalidRequest, format!("{name} is too long."))),
            None => Ok(Self(fields)),
        }
    }

    /// Returns the value of a parameter.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(Value::as_str)
    }

    /// Returns the known parameters, always in the same order.
    pub(super) fn known(&self) -> impl Iterator<Item = (&'static str, &str)> {
        KNOWN.iter().filter_map(|name| Some((*name, self.get(name)?)))
    }

    /// Returns the known parameters as one string, for the ticket.
    pub(super) fn text(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(self.known()).finish()
    }
}

fn long(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.len() > LONGEST)
}

/// Where to send the authorization response.
#[derive(Debug, Clone)]
pub(super) struct Back {
    pub(super) uri: RedirectUri,
    state: Option<String>,
    issuer: String,
}

impl Back {
    /// Returns the redirect target of a request.
    ///
    /// # Errors
    /// If the client has not registered it. Then nothing may be sent there.
    pub(super) fn of(client: &Client, parameters: &Parameters, issuer: &str) -> Result<Self, Refused> {
        let registered = &client.draft.redirect_uris;
        let found = match (parameters.get("redirect_uri"), registered.as_slice()) {
            (Some(given), all) => {
                RedirectUri::parse(given).ok().filter(|given| all.iter().any(|uri| uri.leads_to(given)))
            }
            // A client that has registered a single redirect URI can omit the parameter.
            (None, [only]) => Some(only.clone()),
            (None, _) => None,
        };
        let refused = || {
            Refused::new(
                Refusal::InvalidRequest,
                "redirect_uri does not match any that the client has registered.",
            )
        };
        let uri = found.ok_or_else(refused)?;
        Ok(Self { uri, state: parameters.get("state").map(ToOwned::to_owned), issuer: issuer.to_owned() })
    }

    /// Returns the redirect URL with a code.
    pub(super) fn with_code(&self, code: &str) -> String {
        self.with(&[("code", code)])
    }

    /// Returns the redirect URL with an error.
    pub(super) fn with_refusal(&self, Refused { refusal, description }: &Refused) -> String {
        self.with(&[("error", refusal.name()), ("error_description", description)])
    }

    fn with(&self, parameters: &[(&str, &str)]) -> String {
        let state = self.state.as_deref().map(|state| ("state", state));
        let all: Vec<_> =
            parameters.iter().copied().chain(state).chain([("iss", self.issuer.as_str())]).collect();
        self.uri.with(&all)
    }
}

/// What a client asks a user to authorize.
#[derive(Debug, Clone)]
pub(super) struct Wish {
    /// The requested scopes; `None` if the parameter is absent.
    pub(super) wanted: Option<Scopes>,
    /// The scopes among them that the client can get.
    pub(super) scopes: Scopes,
    /// The PKCE code challenge.
    pub(super) challenge: String,
    /// The `redirect_uri` parameter, if it was sent.
    pub(super) redirect_uri: Option<String>,
}

impl Wish {
    /// Parses the request.
    ///
    /// # Errors
    /// If the client is not allowed to make this request, or the server does not support it.
    pub(super) fn of(client: &Client, parameters: &Parameters, registry: Registry) -> Result<Self, Refused> {
        let bad = |description: &'static str| Err(Refused::new(Refusal::InvalidRequest, description));
        match parameters.get("response_type") {
            Some("code") => {}
            Some(_) => return Err(Refusal::UnsupportedResponseType.into()),
            None => return bad("response_type is missing."),
        }
        if parameters.get("response_mode").is_some_and(|mode| mode != "query") {
            return bad("response_mode can only be query.");
        }
        if !client.draft.may(Grant::AuthorizationCode) {
            return Err(Refusal::UnauthorizedClient.into());
        }
        let challenge = match (parameters.get("code_challenge"), parameters.get("code_challenge_method")) {
            (Some(challenge), Some("S256")) if is_digest(challenge) => challenge.to_owned(),
            (Some(_), Some("S256")) => return bad("code_challenge is no SHA-256 in base64url."),
            (Some(_), _) => return bad("code_challenge_method must be S256."),
            (None, _) => return bad("code_challenge is missing: this server wants PKCE."),
        };
        let wanted = match parameters.get("scope") {
            Some(scope) => Some(registry.known_scopes(scope).map_err(Refused::unknown_scope)?),
            None => None,
        };
        let Some(scopes) = asked(&client.draft.scopes, wanted.as_ref()) else {
            return Err(Refused::new(Refusal::InvalidScope, "The client cannot have any of these scopes."));
        };
        let redirect_uri = parameters.get("redirect_uri").map(ToOwned::to_owned);
        Ok(Self { wanted, scopes, challenge, redirect_uri })
    }
}

impl From<Wish> for Consent {
    fn from(wish: Wish) -> Self {
        let Wish { wanted, scopes: _, challenge, redirect_uri } = wish;
        Self { wanted, challenge, redirect_uri }
    }
}

/// Returns whether the text can be 32 bytes in base64url.
fn is_digest(text: &str) -> bool {
    text.len() == 43 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}
