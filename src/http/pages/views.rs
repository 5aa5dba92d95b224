//! The pages of Swagger UI and Redoc, which scripts fill with the document, and their Content-Security-Policy.

use poem::Response;
use tokio::sync::OnceCell;

use super::edition::{TO_READ, TO_TRY};
use super::files::addresses;
use super::html::{Filled, html};
use super::logins::{KnownLogins, buttons};
use crate::config::HttpConfig;
use crate::error::Result;

/// Both pages.
#[derive(Debug)]
pub(super) struct Views {
    pub(super) try_it: View,
    pub(super) read: View,
}

/// A page, and its Content-Security-Policy.
#[derive(Debug)]
pub(super) struct View {
    parts: Filled,
    styles: &'static [&'static str],
    scripts: &'static [&'static str],
    policy: String,
    /// Rendered on first use, because it contains the hashes of its files, which nothing else loads before.
    page: OnceCell<String>,
}

/// The hashes of Redoc's two `<style>` elements: one is empty and filled by script; the other is perfect-scrollbar's.
const REDOC_STYLES: &str = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' \
                            'sha256-sDI9pUw6Z98NC0sorERcD03vlQ8zZwyaBSQ06jerL4M='";

/// The search box above the reference, which the page's script fills.
const SEARCH: &str = "<search id=\"search\">\n<label for=\"wanted\">Search the reference</label>\n\
     <input id=\"wanted\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\" placeholder=\"book, /v1/users, 409 …\">\n\
     <ul id=\"found\" aria-label=\"Operations found\"></ul>\n<p id=\"count\" role=\"status\"></p>\n</search>\n";

impl Views {
    pub(super) fn of(http: &HttpConfig, logins: Option<&KnownLogins>) -> Self {
        // "Try it out" calls the server that the document names, or else this server.
        let server = http.public_url.as_deref().unwrap_or_default();
        let client = logins.map(|logins| [("client-id", logins.client), ("client-secret", logins.secret)]);
        let client = client.into_iter().flatten().map(|(name, value)| (name, value.to_owned()));
        let data = |document: &str| [("document", document.to_owned())].into_iter();
        let try_it = Filled {
            path: "/docs",
            title: "Try the API",
            above: logins.map(buttons).unwrap_or_default(),
            data: data(TO_TRY).chain(client).collect(),
        };
        let read = Filled {
            path: "/docs/reference",
            title: "Reference",
            above: SEARCH.to_owned(),
            data: data(TO_READ).collect(),
        };
        Self {
            try_it: View {
                parts: try_it,
                styles: &["/docs/swagger-ui.css", "/docs/docs.css"],
                scripts: &["/docs/swagger-ui-bundle.js", "/docs/docs.js"],
                policy: policy("", server),
                page: OnceCell::new(),
            },
            read: View {
                parts: read,
                styles: &["/docs/docs.css"],
                scripts: &["/docs/redoc.standalone.js", "/docs/reference.js"],
                policy: policy(REDOC_STYLES, ""),
                page: OnceCell::new(),
            },
        }
    }
}

impl View {
    pub(super) async fn answer(&self) -> Result<Response> {
        let write = async || {
            let (styles, scripts) = (addresses(self.styles).await?, addresses(self.scripts).await?);
            Ok(self.parts.page(&styles, &scripts))
        };
        let page: Result<&String> = self.page.get_or_try_init(write).await;
        Ok(html(page?.clone(), &self.policy))
    }
}

/// The Content-Security-Policy: scripts may only come from this server's files.
fn policy(styles: &str, server: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self' {styles}; img-src 'self' data:; \
         connect-src 'self' {server}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
}
