//! The OpenAPI document in Swagger UI (to try) and Redoc (to read). The files of both come from crates, and browsers load them
//! from this server only.

use std::sync::Arc;

use poem::http::header;
use poem::web::Data;
use poem::{IntoResponse as _, Request, Response, handler};

use super::documents::Documents;
use super::files::{self, RETURN, swagger_ui};
use super::html::html;
use crate::error::{Code, Error};

/// The policy of the page to which a browser returns with an authorization code. The page passes the code to the page that opened
/// it, and closes.
const RETURN_POLICY: &str =
    "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// `GET /docs`: Swagger UI.
#[handler]
pub async fn try_it(Data(documents): Data<&Arc<Documents>>) -> poem::Result<Response> {
    Ok(documents.views.try_it.answer().await?)
}

/// `GET /docs/reference`: Redoc.
#[handler]
pub async fn read(Data(documents): Data<&Arc<Documents>>) -> poem::Result<Response> {
    Ok(documents.views.read.answer().await?)
}

/// `GET /docs/{asset}` and the other files: the files of the pages, and the editions of the document that they show.
#[handler]
pub async fn asset(request: &Request, Data(documents): Data<&Arc<Documents>>) -> poem::Result<Response> {
    let path = request.uri().path();
    if path.strip_prefix("/docs/") == Some(RETURN) {
        return Ok(come_back()?);
    }
    if let Some(document) = documents.at(path) {
        return Ok(document.answer(request).await?);
    }
    let file = files::at(path).await?.ok_or_else(|| Error::from(Code::ROUTE_NOT_FOUND))?;
    Ok(file.answer(request).await?)
}

fn come_back() -> Result<Response, Error> {
    let page = swagger_ui(RETURN).ok_or_else(|| Error::internal("Swagger UI has changed"))?;
    let page = String::from_utf8(page).map_err(Error::internal)?;
    Ok(html(page, RETURN_POLICY).with_header(header::CACHE_CONTROL, "no-store").into_response())
}
