//! The files of the pages: the project's own, and those that come from crates.

use std::sync::{Arc, LazyLock};

use poem_openapi::OpenApiService;

use super::asset::Asset;
use crate::error::{Error, Result};

const STYLE: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// Where the browser comes back from the token server's page. No cache has any use for it: each address has another code.
pub(super) const RETURN: &str = "oauth2-redirect.html";

type File = LazyLock<Option<Asset>>;

/// The files with their paths. Those of crates have a megabyte or more, and are there once somebody has asked for them.
static FILES: [(&str, File); 9] = [
    ("/style.css", LazyLock::new(|| Some(Asset::new(STYLE, include_str!("style.css"))))),
    ("/icon.svg", LazyLock::new(|| Some(Asset::new("image/svg+xml", include_str!("icon.svg"))))),
    ("/docs/docs.css", LazyLock::new(|| Some(Asset::new(STYLE, include_str!("docs.css"))))),
    ("/docs/docs.js", LazyLock::new(|| Some(Asset::new(SCRIPT, include_str!("docs.js"))))),
    ("/docs/reference.js", LazyLock::new(|| Some(Asset::new(SCRIPT, include_str!("reference.js"))))),
    (
        "/docs/swagger-ui.css",
        LazyLock::new(|| swagger_ui("swagger-ui.css").map(|body| Asset::new(STYLE, body))),
    ),
    (
        "/docs/swagger-ui-bundle.js",
        LazyLock::new(|| swagger_ui("swagger-ui-bundle.js").map(|body| Asset::new(SCRIPT, body))),
    ),
    (
        "/docs/oauth2-redirect.js",
        LazyLock::new(|| swagger_ui("oauth2-redirect.js").map(|body| Asset::new(SCRIPT, body))),
    ),
    ("/docs/redoc.standalone.js", LazyLock::new(|| redoc().map(|body| Asset::new(SCRIPT, body)))),
];

/// The file at a path. `None` if there is none.
pub(super) async fn at(path: &str) -> Result<Option<&'static Asset>> {
    let Some((path, file)) = FILES.iter().find(|(known, _)| *known == path) else { return Ok(None) };
    // Reading one of a crate takes some milliseconds, once.
    let read = tokio::task::spawn_blocking(move || LazyLock::force(file).as_ref());
    let missing = || Error::internal(format!("the crate that brings {path} has changed"));
    read.await.map_err(Error::internal)?.ok_or_else(missing).map(Some)
}

/// The addresses of some files, which name their contents.
pub(super) async fn addresses(paths: &[&str]) -> Result<Vec<String>> {
    let mut addresses = Vec::new();
    for path in paths {
        addresses.extend(at(path).await?.map(|file| file.address(path)));
    }
    Ok(addresses)
}

/// The address of the style of all pages.
pub(super) fn style() -> String {
    let (path, file) = &FILES[0];
    file.as_ref().map_or_else(|| (*path).to_owned(), |file| file.address(path))
}

/// A file of Swagger UI's distribution.
pub(super) fn swagger_ui(name: &str) -> Option<Vec<u8>> {
    let config = Arc::new(utoipa_swagger_ui::Config::new(["/openapi.json"]));
    Some(utoipa_swagger_ui::serve(name, config).ok()??.bytes.into_owned())
}

/// poem-openapi has Redoc in the middle of a page of its own, whose inline scripts no strict policy allows.
fn redoc() -> Option<String> {
    let page = OpenApiService::new((), "", "").redoc_html();
    let (_, rest) = page.split_once("<script charset=\"UTF-8\">")?;
    let (script, _) = rest.split_once("</script>\n")?;
    Some(script.to_owned())
}
