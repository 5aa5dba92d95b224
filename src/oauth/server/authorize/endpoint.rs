//! The HTTP endpoint of the authorization page.

use poem::http::{Method, StatusCode, header};
use poem::{Endpoint, Request, Response, ResponseBuilder};

use super::page::{self, Form, Notice};
use super::request::{Back, Parameters, Wish};
use super::ticket::Browser;
use crate::accounts::passwords::GivenPassword;
use crate::caller::Scope;
use crate::error::{Code, Error, Result};
use crate::http::pages::KnownLogins;
use crate::http::rejection::{Rejection, when_to_come_back};
use crate::http::{Shared, origin};
use crate::oauth::clients::Client;
use crate::oauth::server::refusal::{Failed, Refusal, Refused};
use crate::oauth::server::service::OAuth;
use crate::seal::Seal;
use crate::signing_in::SignInRequest;
use crate::signing_in::errors;
use crate::text::Line;

/// The largest form that is read, in bytes.
const FORM_LIMIT: usize = 32 * 1024;

/// The endpoint `/oauth/authorize`.
#[derive(Debug, Clone)]
pub struct AuthorizePage {
    /// The use cases behind the page.
    pub oauth: OAuth,
    /// The key of the tickets.
    pub seal: Seal,
    /// The demo logins that the page shows, on a demo server.
    pub known: Option<KnownLogins>,
}

/// A valid authorization request, which can be shown to the user: the client, the redirect target and what the client requests.
struct Asked {
    client: Client,
    back: Back,
    wish: Wish,
    parameters: Parameters,
}

/// A request that cannot be shown to the user.
enum Unheard {
    /// There is no valid redirect URI, so the error is shown on a page.
    Here(Refused),
    /// The browser is redirected to the client with an error.
    There(Back, Refused),
    /// An error outside the protocol.
    House(Error),
}

impl From<Error> for Unheard {
    fn from(error: Error) -> Self {
        Self::House(error)
    }
}

impl Endpoint for AuthorizePage {
    type Output = Response;

    async fn call(&self, mut request: Request) -> poem::Result<Response> {
        let (method, body) = (request.method().clone(), request.take_body());
        let shared = Shared::of(&request)?;
        let text = match method {
            Method::GET | Method::HEAD => request.uri().query().unwrap_or_default().as_bytes().to_vec(),
            Method::POST => {
                let arrived =
                    tokio::time::timeout(shared.http.body_timeout, body.into_bytes_limit(FORM_LIMIT)).await;
                let arrived = arrived.map_err(|_| Error::from(Code::REQUEST_TIMEOUT))?;
                arrived.map_err(|_| Error::from(Code::BODY_TOO_LARGE))?.to_vec()
            }
            _ => {
                let rejection = Rejection::from(Error::from(Code::METHOD_NOT_ALLOWED));
                return Err(rejection.header(header::ALLOW, "GET, HEAD, POST").into());
            }
        };
        let answered = match self.asked(&text).await {
            Ok(asked) if method == Method::POST => self.decide(&shared, &request, asked).await,
            Ok(asked) => self.show(&shared, &request, &asked, "", Notice::None),
            Err(unheard) => Err(unheard),
        };
        match answered {
            Ok(answer) => Ok(answer),
            Err(Unheard::Here(refused)) => {
                let answer = page_answer(StatusCode::BAD_REQUEST, "'none'");
                Ok(answer.body(page::refuse(&refused.description)))
            }
            Err(Unheard::There(back, refused)) => Ok(redirect(&back.with_refusal(&refused))),
            Err(Unheard::House(error)) => Err(error.into()),
        }
    }
}

impl AuthorizePage {
    async fn asked(&self, text: &[u8]) -> Result<Asked, Unheard> {
        let parameters = Parameters::read(text).map_err(Unheard::Here)?;
        let client = match parameters.get("client_id") {
            Some(name) => self.oauth.find(name).await?,
            None => None,
        };
        let nobody = || {
            Unheard::Here(Refused::new(
                Refusal::InvalidRequest,
                "client_id is missing, or there is no such client.",
            ))
        };
        let client = client.ok_or_else(nobody)?;
        let back = Back::of(&client, &parameters, self.oauth.access.issuer()).map_err(Unheard::Here)?;
        match Wish::of(&client, &parameters, self.oauth.app.registry) {
            Ok(wish) => Ok(Asked { client, back, wish, parameters }),
            Err(refused) => Err(Unheard::There(back, refused)),
        }
    }

    /// Renders the page. `name` is the user name that was entered last time.
    fn show(
        &self,
        shared: &Shared,
        request: &Request,
        asked: &Asked,
        name: &str,
        notice: Notice,
    ) -> Result<Response, Unheard> {
        let Asked { client, back, wish, parameters } = asked;
        let registry = self.oauth.app.registry;
        let meanings: Vec<_> =
            registry.scopes().filter(|scope| wish.scopes.has(*scope)).map(Scope::meaning).collect();
        let browser = Browser::of(request)?;
        let ticket = browser.ticket(&self.seal, parameters, self.oauth.app.clock.now());
        let secure = shared.http.public_url.as_deref().is_some_and(|url| url.starts_with("https:"));
        let status = match notice {
            Notice::None => StatusCode::OK,
            Notice::Limited => StatusCode::TOO_MANY_REQUESTS,
            Notice::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Notice::Wrong | Notice::Empty | Notice::Old => StatusCode::BAD_REQUEST,
        };
        // Some browsers also apply `form-action` to the redirect after the form, so the redirect URI must be allowed.
        let answer = page_answer(status, &format!("'self' {}", back.uri.source()));
        let answer = answer.header(header::SET_COOKIE, browser.cookie(secure));
        let hidden: Vec<_> = parameters.known().chain([("ticket", ticket.as_str())]).collect();
        let form = Form {
            client,
            scopes: &meanings,
            back: back.uri.as_str(),
            hidden: &hidden,
            name,
            known: self.known.as_ref(),
        };
        Ok(answer.body(page::ask(&form, notice)))
    }

    /// Handles the submitted form.
    async fn decide(&self, shared: &Shared, request: &Request, asked: Asked) -> Result<Response, Unheard> {
        let given = |name: &str| asked.parameters.get(name).unwrap_or_default();
        let now = self.oauth.app.clock.now();
        let known = Browser::known(request);
        if !known.is_some_and(|browser| browser.accepts(&self.seal, &asked.parameters, given("ticket"), now))
        {
            return self.show(shared, request, &asked, "", Notice::Old);
        }
        if given("decision") != "allow" {
            return Err(Unheard::There(asked.back, Refusal::AccessDenied.into()));
        }
        let name = given("username").to_owned();
        let again = |notice| self.show(shared, request, &asked, &name, notice);
        let (Ok(login), Ok(password)) =
            (Line::<1, 254>::parse(name.as_str()), GivenPassword::parse(given("password")))
        else {
            return again(Notice::Empty);
        };
        let origin = origin::of(request, &shared.http.trusted_proxies);
        let attempt = SignInRequest { name: login.into_string(), password };
        match self.oauth.grant(&asked.client, asked.wish.clone().into(), attempt, &origin).await {
            Ok(code) => Ok(redirect(&asked.back.with_code(&code))),
            Err(Failed::Refused(refused)) => Err(Unheard::There(asked.back, refused)),
            Err(Failed::House(error)) => {
                let mut answer = again(match error.code() {
                    errors::CREDENTIALS_INVALID => Notice::Wrong,
                    Code::RATE_LIMITED => Notice::Limited,
                    Code::OVERLOADED => Notice::Busy,
                    _ => return Err(error.into()),
                })?;
                answer.headers_mut().extend(when_to_come_back(&error));
                Ok(answer)
            }
        }
    }
}

/// Starts a response with the page. It must not be cached or framed, and its form can lead only to `targets`.
fn page_answer(status: StatusCode, targets: &str) -> ResponseBuilder {
    let policy = format!(
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action {targets}; frame-ancestors 'none'"
    );
    Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, "text/html; charset=utf-8")
        .header(header::CONTENT_SECURITY_POLICY, policy)
        .header(header::CACHE_CONTROL, "no-store")
}

/// Redirects to the client. With `303`, the browser uses `GET`, whatever method it used before.
fn redirect(to: &str) -> Response {
    Response::builder()
        .status(StatusCode::SEE_OTHER)
        .header(header::LOCATION, to)
        .header(header::CACHE_CONTROL, "no-store")
        .finish()
}
