//! Pages for people: welcome, the document to try and to read, and one page for each error code.

pub mod docs;
mod documents;
pub(crate) mod html;
mod places;
pub mod problems;
mod views;

use std::sync::Arc;

use poem::http::header;
use poem::web::Data;
use poem::{Response, handler};

pub use self::documents::Documents;
pub use self::places::Pages;
pub use self::views::KnownClient;

use self::html::{PAGE_POLICY, html};
use crate::media::JSON;

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
