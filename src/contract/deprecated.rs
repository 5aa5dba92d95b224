//! The deprecations of each operation, for the server to tell callers.

use poem::Request;
use serde_json::Value;

use super::document::{ParameterIn, resolved};
use super::names::{SINCE, SUNSET};
use crate::clock::Date;

/// A deprecation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deprecation {
    /// What is deprecated: `operation`, `parameter page`, `field /isbn`.
    pub what: String,
    /// The date since which it is deprecated.
    pub since: Date,
    /// The day after which it may be removed.
    pub sunset: Option<Date>,
}

/// The deprecations of one operation.
#[derive(Debug, Default)]
pub(super) struct Deprecations {
    operation: Option<Deprecation>,
    parameters: Vec<(ParameterIn, String, Deprecation)>,
    pub(super) body: Vec<Field>,
    pub(super) answer: Vec<Deprecation>,
}

/// A deprecated field of a body: the names on the path to it, with `*` for the items of a list.
#[derive(Debug, Clone)]
pub struct Field {
    path: Vec<String>,
    deprecation: Deprecation,
}

/// The deprecated things that a request uses, as far as its head shows.
#[derive(Debug, Clone)]
pub struct Use {
    /// The operation's id.
    pub operation: String,
    /// The path of the page that documents it, on this server.
    pub page: String,
    /// The operation and the parameters that are deprecated.
    pub used: Vec<Deprecation>,
    /// The deprecated fields that the body may use.
    pub body: Vec<Field>,
    /// The deprecated fields of successful responses. Whether the caller reads them is unknown.
    pub answer: Vec<Deprecation>,
}

impl Deprecations {
    pub(super) fn of(document: &Value, operation: &Value) -> Self {
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        let parameters = parameters.map(|parameter| resolved(document, parameter)).filter_map(|parameter| {
            let name = parameter["name"].as_str()?.to_owned();
            Some((ParameterIn::of(parameter)?, name.clone(), mark(format!("parameter {name}"), parameter)?))
        });
        let answers = operation["responses"].as_object().into_iter().flatten();
        let good = answers.filter(|(status, _)| status.starts_with('2'));
        let answer = good.flat_map(|(_, answer)| fields(document, &answer["content"]));
        Self {
            operation: mark("operation".to_owned(), operation),
            parameters: parameters.collect(),
            body: fields(document, &operation["requestBody"]["content"]),
            answer: answer.map(|field| field.deprecation).collect(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.operation.is_none()
            && self.parameters.is_empty()
            && self.body.is_empty()
            && self.answer.is_empty()
    }

    /// Returns the deprecated things that a request uses: the operation, and the parameters that are present.
    pub(super) fn used(&self, request: &Request) -> Vec<Deprecation> {
        let query = request.uri().query().unwrap_or_default();
        let given = |place: ParameterIn, name: &str| match place {
            ParameterIn::Path => true,
            ParameterIn::Query => query.split('&').any(|pair| pair.split('=').next() == Some(name)),
            ParameterIn::Header => request.headers().contains_key(name),
        };
        let parameters = self.parameters.iter().filter(|(place, name, _)| given(*place, name));
        let parameters = parameters.map(|(_, _, deprecation)| deprecation);
        self.operation.iter().chain(parameters).cloned().collect()
    }
}

fn mark(what: String, part: &Value) -> Option<Deprecation> {
    let date = |name: &str| part[name].as_str().and_then(|text| text.parse().ok());
    Some(Deprecation { what, since: date(SINCE)?, sunset: date(SUNSET) })
}

/// Returns the deprecated fields of all media types of a body, each once.
fn fields(document: &Value, content: &Value) -> Vec<Field> {
    let mut found: Vec<Field> = Vec::new();
    for media in content.as_object().into_iter().flat_map(serde_json::Map::values) {
        inside(document, &media["schema"], &mut Vec::new(), &mut found);
    }
    found.sort_by(|one, two| one.path.cmp(&two.path));
    found.dedup_by(|one, two| one.path == two.path);
    found
}

/// The maximum depth of the search. No schema here contains itself; without the limit, one that does would block the start.
const DEEPEST: usize = 16;

fn inside(document: &Value, schema: &Value, path: &mut Vec<String>, found: &mut Vec<Field>) {
    let schema = resolved(document, schema);
    if path.len() > DEEPEST {
        return;
    }
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        path.push(name.clone());
        if let Some(deprecation) = mark(format!("field /{}", path.join("/")), field) {
            found.push(Field { path: path.clone(), deprecation });
        }
        inside(document, field, path, found);
        path.pop();
    }
    if let Some(items) = schema.get("items") {
        path.push("*".to_owned());
        inside(document, items, path, found);
        path.pop();
    }
}

impl Field {
    /// Returns the deprecation if a body contains the field, or if it is a JSON Patch with an operation on the field.
    #[must_use]
    pub fn used_by(&self, body: &Value) -> Option<&Deprecation> {
        let pointer = format!("/{}", self.path.join("/"));
        let targets = |operation: &Value| {
            let path = operation["path"].as_str();
            path.is_some_and(|path| path == pointer || path.starts_with(&format!("{pointer}/")))
        };
        let patched = || body.as_array().is_some_and(|operations| operations.iter().any(targets));
        (has(body, &self.path) || patched()).then_some(&self.deprecation)
    }
}

fn has(value: &Value, path: &[String]) -> bool {
    match path.split_first() {
        None => true,
        Some((name, rest)) if name == "*" => {
            value.as_array().is_some_and(|items| items.iter().any(|item| has(item, rest)))
        }
        Some((name, rest)) => value.get(name).is_some_and(|field| has(field, rest)),
    }
}
