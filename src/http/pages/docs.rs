//! The document to try (Swagger UI) and to read (Redoc). Both come out of crates, and from this server alone.

use std::sync::{Arc, LazyLock};

use poem::http::header;
use poem::web::{Data, Path};
use poem::{Body, IntoResponse as _, Response, handler};
use poem_openapi::OpenApiService;

use super::html::document;
use super::{Documents, html};
use crate::config::HttpConfig;
use crate::error::{Code, Error};

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
    try_it: View,
    read: View,
}

#[derive(Debug)]
struct View {
    page: String,
    policy: String,
}

/// Redoc makes two `<style>` elements: one is empty, and its rules are added by script; the other is perfect-scrollbar's.
const REDOC_STYLES: &str = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' \
                            'sha256-sDI9pUw6Z98NC0sorERcD03vlQ8zZwyaBSQ06jerL4M='";

/// Of the page to which a browser comes back with a code: it hands the code to the page that sent it there, and closes.
const RETURN_POLICY: &str =
    "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

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
    fn answer(&self) -> Response {
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

/// `GET /docs`: Swagger UI.
#[handler]
pub fn try_it(Data(documents): Data<&Arc<Documents>>) -> Response {
    documents.views.try_it.answer()
}

/// `GET /docs/reference`: Redoc.
#[handler]
pub fn read(Data(documents): Data<&Arc<Documents>>) -> Response {
    documents.views.read.answer()
}

const STYLE: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// `GET /docs/{asset}`: what these pages are made of.
#[handler]
pub fn asset(Path(name): Path<String>) -> poem::Result<Response> {
    match name.as_str() {
        "docs.css" => Ok(own(STYLE, include_str!("docs.css"))),
        "docs.js" => Ok(own(SCRIPT, include_str!("docs.js"))),
        "reference.js" => Ok(own(SCRIPT, include_str!("reference.js"))),
        "redoc.standalone.js" => Ok(from_crate(SCRIPT, redoc()?)),
        _ => Ok(swagger_ui(&name)?),
    }
}

fn own(content_type: &str, text: &'static str) -> Response {
    Response::builder().header(header::CONTENT_TYPE, content_type).body(text)
}

/// A megabyte or more, which changes only when a crate is updated.
fn from_crate(content_type: &str, body: Body) -> Response {
    Response::builder()
        .header(header::CONTENT_TYPE, content_type)
        .header(header::CACHE_CONTROL, "public, max-age=86400")
        .body(body)
}

/// Where the browser comes back from the token server's page.
const RETURN: &str = "oauth2-redirect.html";

/// What of Swagger UI's distribution the page needs.
fn swagger_ui(name: &str) -> Result<Response, Error> {
    let known = ["swagger-ui.css", "swagger-ui-bundle.js", RETURN, "oauth2-redirect.js"].contains(&name);
    let config = Arc::new(utoipa_swagger_ui::Config::new(["/openapi.json"]));
    let file = utoipa_swagger_ui::serve(name, config).ok().flatten().filter(|_| known);
    let file = file.ok_or_else(|| Error::from(Code::ROUTE_NOT_FOUND))?;
    let bytes = file.bytes.into_owned();
    if name == RETURN {
        // No cache has any use for it: each address has another code.
        let page = String::from_utf8(bytes).map_err(Error::internal)?;
        return Ok(html(page, RETURN_POLICY).with_header(header::CACHE_CONTROL, "no-store").into_response());
    }
    Ok(from_crate(&file.content_type, bytes.into()))
}

/// poem-openapi has Redoc in the middle of a page of its own, whose inline scripts no strict policy allows.
fn redoc() -> Result<Body, Error> {
    static REDOC: LazyLock<Option<String>> = LazyLock::new(|| {
        let page = OpenApiService::new((), "", "").redoc_html();
        let (_, rest) = page.split_once("<script charset=\"UTF-8\">")?;
        let (script, _) = rest.split_once("</script>\n")?;
        Some(script.to_owned())
    });
    REDOC
        .as_deref()
        .map(Body::from)
        .ok_or_else(|| Error::internal("poem-openapi's page of Redoc has changed"))
}
