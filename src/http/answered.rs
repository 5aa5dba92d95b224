//! The log line `answered`, one for each request.

use std::net::IpAddr;
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use poem::PathPattern;
use poem::http::{Method, StatusCode};
use poem::{Request, Response};

use super::{Shared, origin};
use crate::caller::{Caller, Subject};
use crate::contract::Operation;

/// The data of the log line, collected while the request is handled.
#[derive(Debug)]
pub(super) struct Line {
    began: Instant,
    method: Method,
    address: Option<IpAddr>,
    who: Who,
}

/// The subject of the request's token, once it is known.
#[derive(Debug, Clone, Default)]
pub(super) struct Who(Arc<OnceLock<Subject>>);

impl Who {
    /// Records the caller of a request.
    pub(super) fn note(request: &Request, caller: &Caller) {
        if let Some(Self(subject)) = request.data::<Self>() {
            // The first token that is verified counts.
            let _ = subject.set(caller.subject);
        }
    }
}

impl Line {
    /// Starts the line of a new request.
    pub(super) fn of(shared: &Shared, request: &mut Request) -> Self {
        let who = Who::default();
        request.set_data(who.clone());
        let address = origin::address_of(request, &shared.http.trusted_proxies);
        Self { began: Instant::now(), method: request.method().clone(), address, who }
    }

    /// Writes the line.
    pub(super) fn write(self, route: Option<&str>, status: StatusCode) {
        let millis = (self.began.elapsed().as_secs_f64() * 1e6).round() / 1e3;
        let (user, client) = match self.who.0.get() {
            Some(Subject::User(id)) => (Some(id), None),
            Some(Subject::Client(id)) => (None, Some(id)),
            None => (None, None),
        };
        tracing::info!(
            http.method = name(&self.method),
            http.route = route.unwrap_or("-"),
            http.status = status.as_u16(),
            http.millis = millis,
            client.address = self.address.map(tracing::field::display),
            user.id = user.map(tracing::field::display),
            client.id = client.map(tracing::field::display),
            "answered"
        );
    }
}

/// Returns the path template of a response: that of the operation, or else that of the page.
pub(super) fn route<'a>(operation: Option<&'a Operation>, page: Option<&'a PathPattern>) -> Option<&'a str> {
    operation.map(|operation| operation.path.as_str()).or_else(|| page.map(|page| &*page.0))
}

/// Returns the path template that poem matched for a response.
pub(super) fn page(answer: &Response) -> Option<PathPattern> {
    answer.data::<PathPattern>().cloned()
}

/// Returns the name of a standard HTTP method, or `_OTHER` (as in OpenTelemetry) for any other: callers may send any word of any
/// length.
fn name(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        Method::TRACE => "TRACE",
        Method::CONNECT => "CONNECT",
        _ => "_OTHER",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_that_http_does_not_know_has_one_short_name() {
        let long = "X".repeat(20_000);

        assert_eq!(name(&Method::from_bytes(long.as_bytes()).unwrap()), "_OTHER");
        assert_eq!(name(&Method::PATCH), "PATCH");
    }
}
