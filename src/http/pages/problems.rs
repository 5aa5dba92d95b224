//! `/problems` and `/problems/{code}`: what each code means, and which operations answer with it.

use std::sync::Arc;

use poem::http::header;
use poem::web::{Accept, Data, Path};
use poem::{Response, handler};
use serde_json::{Value, json};

use super::super::Shared;
use super::super::body::JSON;
use super::super::problem::status;
use super::html::{escaped, page};
use super::{PAGE_POLICY, html};
use crate::contract::Operation;
use crate::error::{Code, Error};

/// `GET /problems`: every code.
#[handler]
pub fn list(accept: Accept, Data(shared): Data<&Arc<Shared>>) -> Response {
    let registry = shared.contract.registry();
    if wants_json(&accept) {
        let all = Value::Array(registry.codes().map(explained).collect());
        return Response::builder().header(header::CONTENT_TYPE, JSON).body(all.to_string());
    }
    let row = |code: Code| {
        let (name, status, title) = (code.name(), status(code).as_u16(), escaped(code.title()));
        format!(
            "<tr><td>{status}</td><td><a href=\"/problems/{name}\"><code>{name}</code></a></td><td>{title}</td></tr>\n"
        )
    };
    let rows: String = registry.codes().map(row).collect();
    let body = format!(
        "<h1>Problems</h1>\n<p>Every failure of this API is a <code>Problem</code> (RFC 9457) with one of these codes. \
         A code keeps its name and its meaning.</p>\n\
         <table><thead><tr><th>Status</th><th>Code</th><th>Title</th></tr></thead>\n<tbody>\n{rows}</tbody></table>"
    );
    html(page("/problems", "Problems", &body), PAGE_POLICY)
}

/// `GET /problems/{code}`: what a code means, as a page or as JSON.
#[handler]
pub fn one(
    accept: Accept,
    Path(name): Path<String>,
    Data(shared): Data<&Arc<Shared>>,
) -> poem::Result<Response> {
    let code = shared.contract.registry().code(&name);
    let code =
        code.ok_or_else(|| Error::new(Code::ROUTE_NOT_FOUND, "There is no problem with this code."))?;
    if wants_json(&accept) {
        return Ok(Response::builder().header(header::CONTENT_TYPE, JSON).body(explained(code).to_string()));
    }
    let (title, status, meaning) = (escaped(code.title()), status(code), escaped(code.meaning()));
    let body = format!(
        "<p class=\"path\"><a href=\"/problems\">Problems</a></p>\n<h1>{title}</h1>\n<p class=\"lead\">{meaning}</p>\n\
         <dl><dt>Status</dt><dd>{status}</dd><dt>Code</dt><dd><code>{name}</code></dd>\
         <dt>Type</dt><dd><code>/problems/{name}</code></dd></dl>\n{}",
        answering(&shared.contract.answering(code))
    );
    Ok(html(page("/problems", &title, &body), PAGE_POLICY))
}

/// The operations that list the code, each with a link to where it can be read about.
fn answering(operations: &[&Operation]) -> String {
    let row = |operation: &&Operation| {
        let Operation { id, method, path, summary, .. } = operation;
        let summary = escaped(summary);
        format!(
            "<li><a href=\"/docs/reference#operation/{id}\"><b>{method}</b> <code>{path}</code><span>{summary}</span></a></li>\n"
        )
    };
    if operations.is_empty() {
        return "<p>It is not the answer of one operation: any request can get it.</p>".to_owned();
    }
    let rows: String = operations.iter().map(row).collect();
    format!("<h2>Operations that answer with it</h2>\n<ul class=\"operations\">\n{rows}</ul>")
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
