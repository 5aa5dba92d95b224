//! The paths of the pages. Every other path belongs to the operations, which answer 404 and 405 themselves.

use std::collections::HashSet;
use std::sync::Arc;

use poem::http::{HeaderValue, StatusCode, header};
use poem::{Endpoint, EndpointExt as _, IntoEndpoint, Request, Response, Route};

use super::documents::Documents;
use super::html::{PAGE_POLICY, html, page};
use crate::error::Code;
use crate::http::rejection::Rejection;
use crate::media::{JSON, quality};

/// The pages and their paths.
#[derive(Default)]
pub struct Pages {
    route: Route,
    places: Places,
}

/// For most paths, a hash lookup decides whether there is a page. Nesting one router in another would add a tenth to the time of
/// each request.
#[derive(Debug, Default)]
struct Places {
    exact: HashSet<String>,
    /// The prefixes of the paths that have a parameter.
    below: Vec<String>,
}

impl Places {
    fn add(&mut self, path: &str) {
        match path.split_once([':', '*']) {
            None => drop(self.exact.insert(path.to_owned())),
            Some((before, _)) => self.below.push(before.to_owned()),
        }
    }

    fn have(&self, path: &str) -> bool {
        self.exact.contains(path) || self.below.iter().any(|before| path.starts_with(before))
    }
}

impl Pages {
    /// Adds a page, at a path as [`Route::at`] takes it.
    #[must_use]
    pub fn at<E>(mut self, path: &str, page: E) -> Self
    where
        E: IntoEndpoint<Endpoint: 'static>,
    {
        self.places.add(path);
        Self { route: self.route.at(path, page), ..self }
    }

    /// Serves the pages, which show `documents`, and `operations` at all other paths.
    pub fn beside<O>(self, operations: O, documents: Documents) -> impl Endpoint<Output = Response> + use<O>
    where
        O: Endpoint<Output = Response>,
    {
        let pages = self.route.data(Arc::new(documents)).map_to_response();
        PagesOrOperations { places: self.places, pages, operations }
    }
}

struct PagesOrOperations<P, O> {
    places: Places,
    pages: P,
    operations: O,
}

impl<P, O> Endpoint for PagesOrOperations<P, O>
where
    P: Endpoint<Output = Response>,
    O: Endpoint<Output = Response>,
{
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let accept = request.headers().get(header::ACCEPT).cloned();
        let answer = if self.places.have(request.uri().path()) {
            self.pages.call(request).await
        } else {
            self.operations.call(request).await
        };
        match answer {
            Err(error) if leads_nowhere(&error) && prefers_html(accept.as_ref()) => Ok(nowhere()),
            answer => answer,
        }
    }
}

/// Returns whether a path does not exist. A resource that does not exist is different: its operation answers that.
fn leads_nowhere(error: &poem::Error) -> bool {
    error.status() == StatusCode::NOT_FOUND
        && error
            .downcast_ref::<Rejection>()
            .is_none_or(|rejection| rejection.error.code() == Code::ROUTE_NOT_FOUND)
}

/// Returns whether the client prefers HTML to JSON, as browsers do.
pub(super) fn prefers_html(accept: Option<&HeaderValue>) -> bool {
    let accept = accept.and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    quality(accept, "text/html") > quality(accept, JSON)
}

fn nowhere() -> Response {
    let body = "<h1>Page not found</h1>\n<p class=\"lead\">There is nothing at this address.</p>\n\
                <p>Check the address, or go on from here:</p>\n<ul class=\"links\">\n\
                <li><a href=\"/\"><strong>Welcome</strong><span>What this server offers</span></a></li>\n\
                <li><a href=\"/docs\"><strong>Try the API</strong><span>Every operation, in this browser</span></a></li>\n\
                <li><a href=\"/docs/reference\"><strong>Reference</strong><span>Every operation on one page</span></a></li>\n</ul>\n\
                <p class=\"small\">Programs get <a href=\"/problems/route_not_found\"><code>route_not_found</code></a> here.</p>";
    let mut answer = html(page("", "Page not found", body), PAGE_POLICY);
    answer.set_status(StatusCode::NOT_FOUND);
    let headers = answer.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::VARY, HeaderValue::from_static("accept"));
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_with_a_parameter_has_all_that_is_below_it() {
        let mut places = Places::default();
        places.add("/");
        places.add("/docs");
        places.add("/docs/:asset");

        for path in ["/", "/docs", "/docs/", "/docs/docs.css", "/docs/a/b"] {
            assert!(places.have(path), "{path}");
        }
        for path in ["/v1/books", "/docs2", "/livez", ""] {
            assert!(!places.have(path), "{path}");
        }
    }
}
