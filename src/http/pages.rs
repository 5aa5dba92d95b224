//! HTML pages: the welcome page, the OpenAPI document in Swagger UI and Redoc, its changes, and one page for each error code.

mod asset;
pub mod changes;
mod coding;
pub mod docs;
mod documents;
mod edition;
mod files;
pub(crate) mod html;
mod logins;
mod mending;
mod places;
pub mod problems;
mod samples;
mod views;

use std::sync::Arc;

use poem::web::Data;
use poem::{Response, handler};

pub use self::documents::Documents;
pub use self::logins::KnownLogins;
pub use self::places::Pages;

use self::html::{PAGE_POLICY, html};

/// `GET /`
#[handler]
pub fn welcome(Data(documents): Data<&Arc<Documents>>) -> Response {
    html(documents.welcome.clone(), PAGE_POLICY)
}
