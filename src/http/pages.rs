//! Pages for people: welcome, the document to try and to read, and one page for each error code.

pub mod docs;
pub(crate) mod html;
pub mod problems;

use std::sync::Arc;

use poem::http::header;
use poem::web::Data;
use poem::{Response, handler};

use self::docs::{KnownClient, Views};
use self::html::page;
use crate::config::HttpConfig;
use crate::contract::{Contract, Profile};
use crate::error::Result;
use crate::media::JSON;

/// The documents as they are served, written once.
#[derive(Debug)]
pub struct Documents {
    yaml: String,
    json: String,
    sdk: String,
    welcome: String,
    views: Views,
}

impl Documents {
    /// Writes the documents of a contract. The page to try signs in as `client`, if there is one that everybody may know.
    ///
    /// # Errors
    /// When the document can't be written.
    pub fn of(contract: &Contract, http: &HttpConfig, client: Option<KnownClient>) -> Result<Self> {
        Ok(Self {
            yaml: contract.yaml(Profile::Full)?,
            json: contract.document(Profile::Full).to_string(),
            sdk: contract.document(Profile::Sdk).to_string(),
            welcome: page("/", "Welcome", &welcome_to(http.demonstration)),
            views: Views::of(http, client),
        })
    }
}

const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

fn html(body: String, policy: &str) -> Response {
    Response::builder()
        .header(header::CONTENT_TYPE, "text/html; charset=utf-8")
        .header(header::CONTENT_SECURITY_POLICY, policy)
        .body(body)
}

/// What the welcome page says; of a demonstration, that it is one.
fn welcome_to(demonstration: bool) -> String {
    let notice = if demonstration { include_str!("pages/demonstration.html") } else { "" };
    include_str!("pages/welcome.html").replacen("<!-- notice -->\n", notice, 1)
}

/// `GET /`
#[handler]
pub fn welcome(Data(documents): Data<&Arc<Documents>>) -> Response {
    html(documents.welcome.clone(), PAGE_POLICY)
}

/// `GET /style.css`
#[handler]
pub fn style() -> Response {
    Response::builder()
        .header(header::CONTENT_TYPE, "text/css; charset=utf-8")
        .body(include_str!("pages/style.css"))
}

/// `GET /icon.svg`: what the browser shows in its tab.
#[handler]
pub fn icon() -> Response {
    Response::builder().header(header::CONTENT_TYPE, "image/svg+xml").body(include_str!("pages/icon.svg"))
}

/// `GET /openapi.yaml`
#[handler]
pub fn yaml(Data(documents): Data<&Arc<Documents>>) -> Response {
    // RFC 9512.
    Response::builder().header(header::CONTENT_TYPE, "application/yaml").body(documents.yaml.clone())
}

/// `GET /openapi.json`
#[handler]
pub fn json(Data(documents): Data<&Arc<Documents>>) -> Response {
    Response::builder().header(header::CONTENT_TYPE, JSON).body(documents.json.clone())
}

/// `GET /openapi.sdk.json`: for strict generators.
#[handler]
pub fn sdk_json(Data(documents): Data<&Arc<Documents>>) -> Response {
    Response::builder().header(header::CONTENT_TYPE, JSON).body(documents.sdk.clone())
}
