//! `/problems` and `/problems/{code}`: what each error code means, and which operations return it.

use std::sync::Arc;

use poem::http::{HeaderValue, header};
use poem::web::{Data, Path};
use poem::{Request, Response, handler};
use poem_openapi::types::ToJSON as _;
use serde_json::{Value, json};

use super::html::{PAGE_POLICY, escaped, html, page, plain};
use super::mending::advice;
use crate::contract::Operation;
use crate::error::{Code, Error, Fault, FaultCode};
use crate::http::Shared;
use crate::media::{JSON, PROBLEM_JSON, quality};
use crate::problem::{Problem, status};

/// `GET /problems`: every code.
#[handler]
pub fn list(request: &Request, Data(shared): Data<&Arc<Shared>>) -> Response {
    let registry = shared.contract.registry();
    if wants_json(request.headers().get(header::ACCEPT)) {
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
    request: &Request,
    Path(name): Path<String>,
    Data(shared): Data<&Arc<Shared>>,
) -> poem::Result<Response> {
    let code = shared.contract.registry().code(&name);
    let code = code.ok_or_else(|| Error::new(Code::ROUTE_NOT_FOUND, "There is no error with this code."))?;
    if wants_json(request.headers().get(header::ACCEPT)) {
        return Ok(Response::builder().header(header::CONTENT_TYPE, JSON).body(explained(code).to_string()));
    }
    let (title, status, meaning) = (escaped(code.title()), status(code), escaped(code.meaning()));
    let body = format!(
        "<p class=\"path\"><a href=\"/problems\">Problems</a></p>\n<h1>{title}</h1>\n<p class=\"lead\">{meaning}</p>\n\
         <dl><dt>Status</dt><dd>{status}</dd><dt>Code</dt><dd><code>{name}</code></dd>\
         <dt>Type</dt><dd><code>/problems/{name}</code></dd></dl>\n\
         <h2>What to do</h2>\n<p>{}</p>\n{}{}",
        escaped(advice(code)),
        example(code),
        answering(&shared.contract.answering(code))
    );
    Ok(html(page("/problems", &title, &body), PAGE_POLICY))
}

/// Renders the operations that list the code, each with a link to its reference.
fn answering(operations: &[&Operation]) -> String {
    let row = |operation: &&Operation| {
        let Operation { id, method, path, summary, .. } = operation;
        let summary = escaped(summary);
        format!(
            "<li><a href=\"/docs/reference#operation/{id}\"><b>{method}</b> <code>{path}</code><span>{summary}</span></a></li>\n"
        )
    };
    if operations.is_empty() {
        return "<h2>Operations that answer with it</h2>\n<p>Any request can get this answer.</p>".to_owned();
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
        "advice": advice(code),
    })
}

/// Renders an example of a response with this code.
fn example(code: Code) -> String {
    let error = match code {
        Code::BODY_MALFORMED => {
            Error::with_faults(code, vec![Fault::body("/pages", FaultCode::WrongType, "must be an integer")])
        }
        Code::VALIDATION_FAILED => Error::with_faults(
            code,
            vec![Fault::body("/title", FaultCode::TooShort, "must have at least 1 character")],
        ),
        Code::PARAMETER_INVALID => Error::with_faults(
            code,
            vec![Fault::parameter("limit", FaultCode::TooLarge, "must be at most 100")],
        ),
        _ => Error::new(code, code.meaning()),
    };
    let problem = Problem::new(&error, Some("019b76da-a800-7000-8000-000000000000"));
    let problem = problem.to_json().map(|problem| format!("{problem:#}"));
    format!(
        "<h2>Example</h2>\n<pre tabindex=\"0\"><code>HTTP/1.1 {}\nContent-Type: {PROBLEM_JSON}\n\n{}</code></pre>\n",
        status(code),
        plain(&problem.unwrap_or_default())
    )
}

/// Returns whether to answer with JSON: unless the client prefers HTML.
fn wants_json(accept: Option<&HeaderValue>) -> bool {
    let text = accept.and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    let json = quality(text, JSON).max(quality(text, PROBLEM_JSON));
    json > quality(text, "text/html")
}
