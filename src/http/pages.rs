//! Pages for people: welcome, the documents, and one page for each error code.

mod html;

use std::sync::Arc;

use poem::http::header;
use poem::web::{Accept, Data, Path};
use poem::{Response, handler};
use serde_json::{Value, json};

use self::html::{escaped, page};
use super::body::JSON;
use super::problem::status;
use crate::config::HttpConfig;
use crate::contract::{Contract, Profile};
use crate::error::{Code, Error, Result};

/// The documents as they are served, written once.
#[derive(Debug)]
pub struct Documents {
    yaml: String,
    json: String,
    sdk: String,
    docs_policy: String,
}

impl Documents {
    /// Writes the documents of a contract.
    ///
    /// # Errors
    /// When the document can't be written.
    pub fn of(contract: &Contract, http: &HttpConfig) -> Result<Self> {
        // "Try it out" calls the address that the document names; without one, this server.
        let server = http.public_url.as_deref().unwrap_or_default();
        let docs_policy = format!(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
             connect-src 'self' {server}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        );
        let document = contract.document(Profile::Full);
        let sdk = contract.document(Profile::Sdk).to_string();
        Ok(Self { yaml: contract.yaml(Profile::Full)?, json: document.to_string(), sdk, docs_policy })
    }
}

const PAGE_POLICY: &str =
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

fn html(body: String) -> Response {
    Response::builder()
        .header(header::CONTENT_TYPE, "text/html; charset=utf-8")
        .header(header::CONTENT_SECURITY_POLICY, PAGE_POLICY)
        .body(body)
}

/// `GET /`
#[handler]
pub fn welcome() -> Response {
    html(page("Imprint", include_str!("pages/welcome.html")))
}

/// `GET /style.css`
#[handler]
pub fn style() -> Response {
    Response::builder()
        .header(header::CONTENT_TYPE, "text/css; charset=utf-8")
        .body(include_str!("pages/style.css"))
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

/// `GET /docs`: Swagger UI, from this server alone.
#[handler]
pub fn docs(Data(documents): Data<&Arc<Documents>>) -> Response {
    Response::builder()
        .header(header::CONTENT_TYPE, "text/html; charset=utf-8")
        .header(header::CONTENT_SECURITY_POLICY, &documents.docs_policy)
        .body(include_str!("pages/docs.html"))
}

/// What of Swagger UI's distribution the page needs.
const ASSETS: &[&str] = &["swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png", "favicon-16x16.png"];

/// `GET /docs/{asset}`: what Swagger UI is made of.
#[handler]
pub fn docs_asset(Path(asset): Path<String>) -> poem::Result<Response> {
    if asset == "start.js" {
        let script = include_str!("pages/start.js");
        return Ok(Response::builder()
            .header(header::CONTENT_TYPE, "text/javascript; charset=utf-8")
            .body(script));
    }
    let known = ASSETS.contains(&asset.as_str());
    let config = Arc::new(utoipa_swagger_ui::Config::new(["/openapi.json"]));
    match utoipa_swagger_ui::serve(&asset, config).ok().flatten().filter(|_| known) {
        Some(file) => Ok(Response::builder()
            .header(header::CONTENT_TYPE, file.content_type)
            .header(header::CACHE_CONTROL, "public, max-age=86400")
            .body(file.bytes.into_owned())),
        None => Err(Error::from(Code::RouteNotFound).into()),
    }
}

/// `GET /problems`: every code.
#[handler]
pub fn problems(accept: Accept) -> Response {
    if wants_json(&accept) {
        let all = Value::Array(Code::ALL.iter().map(|code| explained(*code)).collect());
        return Response::builder().header(header::CONTENT_TYPE, JSON).body(all.to_string());
    }
    let row = |code: &Code| {
        let (name, status) = (code.name(), status(*code).as_u16());
        format!(
            "<tr><td>{status}</td><td><a href=\"/problems/{name}\"><code>{name}</code></a></td><td>{}</td></tr>",
            code.title()
        )
    };
    let rows: String = Code::ALL.iter().map(row).collect();
    html(page(
        "Problems",
        &format!(
            "<h1>Problems</h1><p>Every failure of this API has one of these codes.</p><table><thead><tr><th>Status</th><th>Code</th><th>Title</th></tr></thead><tbody>{rows}</tbody></table>"
        ),
    ))
}

/// `GET /problems/{code}`: what a code means, as a page or as JSON.
#[handler]
pub fn problem(accept: Accept, Path(name): Path<String>) -> poem::Result<Response> {
    let code = Code::ALL.iter().find(|code| code.name() == name);
    let code = *code.ok_or_else(|| Error::new(Code::RouteNotFound, "There is no problem with this code."))?;
    if wants_json(&accept) {
        return Ok(Response::builder().header(header::CONTENT_TYPE, JSON).body(explained(code).to_string()));
    }
    let (title, status, meaning) = (code.title(), status(code), escaped(code.meaning()));
    Ok(html(page(
        title,
        &format!(
            "<p class=\"path\"><a href=\"/problems\">Problems</a></p><h1>{title}</h1>\
             <dl><dt>Code</dt><dd><code>{name}</code></dd><dt>Status</dt><dd>{status}</dd></dl><p>{meaning}</p>"
        ),
    )))
}

fn explained(code: Code) -> Value {
    json!({
        "type": format!("/problems/{}", code.name()),
        "code": code.name(),
        "status": status(code).as_u16(),
        "title": code.title(),
        "meaning": code.meaning(),
    })
}

/// JSON when it is asked for and HTML is not.
fn wants_json(accept: &Accept) -> bool {
    let essence = |kind: &str| accept.0.iter().any(|mime| mime.essence_str() == kind);
    (essence(JSON) || essence("application/problem+json")) && !essence("text/html")
}
