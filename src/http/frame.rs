//! The frame, a middleware around every request. It assigns the request id, refuses requests that do not match the contract,
//! turns every failure into a Problem, sets header fields, and writes one log line.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures_util::FutureExt as _;
use poem::PathPattern;
use poem::http::{HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use poem::{Endpoint, Request, Response};
use poem_openapi::OperationId;
use poem_openapi::error::ParseParamError;
use tracing::Instrument as _;

use super::Shared;
use super::answered::{self, Line};
use super::deprecation::{Told, Watch};
use super::head::{Refused, join_lists};
use super::origin::RequestId;
use super::rejection::Rejection;
use crate::error::{Code, Error, Kind};
use crate::id::Ids;
use crate::text::one_line;

/// The header field that carries a request's id.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The header fields of every response, unless the response sets them itself.
const HEADERS: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Makes browsers use the public address over HTTPS only, for a year (RFC 6797).
const HTTPS_ONLY: (HeaderName, &str) = (header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");

/// An endpoint with the frame around it.
#[derive(Debug)]
pub struct Frame<E> {
    inner: E,
    shared: Arc<Shared>,
    ids: Ids,
    told: Told,
}

impl<E> Frame<E> {
    /// Wraps an endpoint. Request ids come from `ids`.
    pub fn new(inner: E, shared: Arc<Shared>, ids: Ids) -> Self {
        Self { inner, shared, ids, told: Told::default() }
    }
}

impl<E: Endpoint<Output = Response>> Endpoint for Frame<E> {
    type Output = Response;

    async fn call(&self, mut request: Request) -> poem::Result<Response> {
        let id = request_id(&request).unwrap_or_else(|| self.ids.next().to_string());
        let method = request.method().clone();
        let uri = request.uri().clone();
        join_lists(request.headers_mut());
        request.set_data(Arc::clone(&self.shared));
        request.set_data(RequestId(id.clone()));
        let line = Line::of(&self.shared, &mut request);
        let watch = Watch::of(&self.shared, &mut request);

        let span = tracing::info_span!("request", request.id = %id);
        let admitted = match request.data::<Refused>() {
            Some(Refused(code)) => Err(Error::from(*code)),
            None => self.shared.contract.admit(&request),
        };
        let result = match admitted {
            Ok(()) => {
                AssertUnwindSafe(self.inner.call(request)).catch_unwind().instrument(span.clone()).await
            }
            Err(error) => Ok(Err(error.into())),
        };
        let _entered = span.enter();
        let (mut answer, operation, page) = match result {
            Ok(Ok(answer)) => {
                let operation = answer.data::<OperationId>().copied();
                let page = answered::page(&answer);
                (answer, operation, page)
            }
            Ok(Err(error)) => {
                let operation = error.data::<OperationId>().copied();
                let page = error.data::<PathPattern>().cloned();
                (self.failed(error, &method, &uri, &id), operation, page)
            }
            Err(_) => {
                (Rejection::from(Error::internal("a handler panicked")).logged().response(&id), None, None)
            }
        };
        dress(&mut answer, &id, self.shared.http.is_https());
        if let Some(watch) = watch {
            watch.tell(&self.shared, &self.told, &mut answer);
        }
        if let Some(operation) = operation {
            answer.set_data(operation);
        }
        let contract = &self.shared.contract;
        let operation = operation.and_then(|operation| contract.operation(operation.0));
        if operation.is_some_and(|operation| operation.visited) {
            answer.headers_mut().append(header::VARY, HeaderValue::from_static("authorization"));
        }
        if !method.is_safe() || operation.is_some_and(|operation| operation.secured) {
            unkept(&mut answer);
        }
        let route = answered::route(operation, page.as_ref());
        line.write(route.or_else(|| contract.template(&method, uri.path())), answer.status());
        Ok(answer)
    }
}

impl<E> Frame<E> {
    /// Converts a failure of a handler, an extractor or the framework into a response.
    fn failed(&self, error: poem::Error, method: &Method, uri: &Uri, id: &str) -> Response {
        if error.is_from_response() {
            return error.into_response();
        }
        if error.is::<Rejection>() {
            return match error.downcast::<Rejection>() {
                Ok(rejection) => rejection.logged().response(id),
                Err(error) => error.into_response(),
            };
        }
        let rejection = match error.status() {
            StatusCode::NOT_FOUND => Rejection::from(Error::from(Code::ROUTE_NOT_FOUND)),
            StatusCode::METHOD_NOT_ALLOWED => {
                let allowed = self.shared.contract.methods(uri.path());
                let method = one_line(method.as_str(), 20);
                let detail = format!("This path does not support {method}. Supported: {allowed}.");
                Rejection::from(Error::new(Code::METHOD_NOT_ALLOWED, detail)).header(header::ALLOW, &allowed)
            }
            // The framework parses parameters only, so a parameter is at fault. Bodies are parsed by the project's own types.
            StatusCode::BAD_REQUEST => {
                let name = error.downcast_ref::<ParseParamError>().map(|parameter| parameter.name);
                let faults = self.shared.contract.parameter_faults(method, uri, name);
                Rejection::from(
                    Error::with_faults(Code::PARAMETER_INVALID, faults).caused_by(error.to_string()),
                )
            }
            _ => Rejection::from(Error::internal(error.to_string())),
        };
        rejection.logged().response(id)
    }
}

impl Rejection {
    /// Logs a server-side failure once, where it becomes a response. The request's own log line covers mistakes of callers.
    fn logged(self) -> Self {
        let source = std::error::Error::source(&self.error).map(ToString::to_string).unwrap_or_default();
        match self.error.code().kind() {
            Kind::Internal => {
                tracing::error!(error.code = self.error.code().name(), error.source = source, "failed");
            }
            Kind::Unavailable => {
                tracing::warn!(error.code = self.error.code().name(), error.source = source, "refused");
            }
            _ => {}
        }
        self
    }
}

/// Returns the request id that the caller sent, if it is safe to log as it is.
fn request_id(request: &Request) -> Option<String> {
    let given = request.headers().get(REQUEST_ID)?.to_str().ok()?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    ((1..=64).contains(&given.len()) && given.bytes().all(plain)).then(|| given.to_owned())
}

/// Forbids caching, unless the response sets `Cache-Control` itself. A response that requires a token belongs to its caller, and
/// the response to a change may contain what somebody sent or received.
fn unkept(answer: &mut Response) {
    let headers = answer.headers_mut();
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}

fn dress(answer: &mut Response, id: &str, https: bool) {
    let headers = answer.headers_mut();
    for (name, value) in HEADERS.into_iter().chain(https.then_some(HTTPS_ONLY)) {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    if let Ok(value) = HeaderValue::from_str(id) {
        headers.insert(REQUEST_ID, value);
    }
}
