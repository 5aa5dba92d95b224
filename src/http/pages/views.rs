//! The two pages that scripts fill with the document, and what the browser may do on them.

use poem::Response;

use super::html::{document, html};
use crate::config::HttpConfig;

/// A client as which the page to try signs in, unless somebody writes another one into its dialog. It is there for all to read.
#[derive(Debug, Clone, Copy)]
pub struct KnownClient {
    /// Its name in the protocol.
    pub id: &'static str,
    /// Its secret.
    pub secret: &'static str,
}

/// Both pages, and what the browser may do on them.
#[derive(Debug)]
pub(super) struct Views {
    pub(super) try_it: View,
    pub(super) read: View,
}

/// One page, and what the browser may do on it.
#[derive(Debug)]
pub(super) struct View {
    page: String,
    policy: String,
}

/// Redoc makes two `<style>` elements: one is empty, and its rules are added by script; the other is perfect-scrollbar's.
const REDOC_STYLES: &str = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' \
                            'sha256-sDI9pUw6Z98NC0sorERcD03vlQ8zZwyaBSQ06jerL4M='";

impl Views {
    pub(super) fn of(http: &HttpConfig, client: Option<KnownClient>) -> Self {
        // "Try it out" calls the address that the document names; without one, this server.
        let server = http.public_url.as_deref().unwrap_or_default();
        let client = client.map(|client| [("client-id", client.id), ("client-secret", client.secret)]);
        let client = client.as_ref().map_or(&[][..], |pairs| pairs);
        let styles = ["/docs/swagger-ui.css", "/docs/docs.css"];
        let scripts = ["/docs/swagger-ui-bundle.js", "/docs/docs.js"];
        let try_page = document("/docs", "Try the API", &styles, &scripts, client);
        let scripts = ["/docs/redoc.standalone.js", "/docs/reference.js"];
        let reading_page = document("/docs/reference", "Reference", &["/docs/docs.css"], &scripts, &[]);
        Self {
            try_it: View { page: try_page, policy: policy("", server) },
            read: View { page: reading_page, policy: policy(REDOC_STYLES, "") },
        }
    }
}

impl View {
    pub(super) fn answer(&self) -> Response {
        html(self.page.clone(), &self.policy)
    }
}

/// Scripts are this server's files, and nothing else.
fn policy(styles: &str, server: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self' {styles}; img-src 'self' data:; \
         connect-src 'self' {server}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
}
