//! The files of the pages: the project's own, and those that come from crates.

use std::sync::{Arc, LazyLock};

use poem_openapi::OpenApiService;

use super::asset::Asset;
use crate::error::{Error, Result};

const STYLE: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// The page to which the browser returns from the token server's page. Caching it is pointless, because each URL contains another
/// code.
pub(super) const RETURN: &str = "oauth2-redirect.html";

type File = LazyLock<Option<Asset>>;

/// The files and their paths. Those from crates have a megabyte or more, and are loaded on first use.
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

/// Returns the file at a path, or `None` if there is none.
pub(super) async fn at(path: &str) -> Result<Option<&'static Asset>> {
    let Some((path, file)) = FILES.iter().find(|(known, _)| *known == path) else { return Ok(None) };
    // Reading a file of a crate takes a few milliseconds, once.
    let read = tokio::task::spawn_blocking(move || LazyLock::force(file).as_ref());
    let missing = || Error::internal(format!("the crate that brings {path} has changed"));
    read.await.map_err(Error::internal)?.ok_or_else(missing).map(Some)
}

/// Returns the URLs of these files, which contain the hashes of their contents.
pub(super) async fn addresses(paths: &[&str]) -> Result<Vec<String>> {
    let mut addresses = Vec::new();
    for path in paths {
        addresses.extend(at(path).await?.map(|file| file.address(path)));
    }
    Ok(addresses)
}

/// Returns the URL of the style sheet of all pages.
pub(super) fn style() -> String {
    let (path, file) = &FILES[0];
    file.as_ref().map_or_else(|| (*path).to_owned(), |file| file.address(path))
}

/// Returns a file of Swagger UI's distribution.
pub(super) fn swagger_ui(name: &str) -> Option<Vec<u8>> {
    let config = Arc::new(utoipa_swagger_ui::Config::new(["/openapi.json"]));
    Some(utoipa_swagger_ui::serve(name, config).ok()??.bytes.into_owned())
}

/// Extracts Redoc's script from the page that poem-openapi generates, whose inline scripts a strict policy does not allow.
fn redoc() -> Option<String> {
    let page = OpenApiService::new((), "", "").redoc_html();
    let (_, rest) = page.split_once("<script charset=\"UTF-8\">")?;
    let (script, _) = rest.split_once("</script>\n")?;
    Some(script.to_owned())
}
