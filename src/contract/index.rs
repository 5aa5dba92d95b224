//! The document's operations, to be found by method and path.

use poem::http::Method;
use serde_json::Value;

use super::deprecated::Deprecations;
use super::polish::SCOPE;

/// The methods that an operation can have, in the order in which they are shown.
pub(super) const METHODS: &[&str] = &["get", "head", "post", "put", "patch", "delete"];

/// The media type of failures; their examples are named after their codes.
const PROBLEM: &str = "application/problem+json";

/// One operation.
#[derive(Debug)]
pub struct Operation {
    /// Its name in the document.
    pub id: String,
    /// Its method.
    pub method: Method,
    /// The template of its path.
    pub path: String,
    /// What it does, in a few words.
    pub summary: String,
    /// Whether it needs a token.
    pub secured: bool,
    /// The codes of its failures.
    pub(super) codes: Vec<String>,
    pub(super) parameters: Vec<Parameter>,
    /// The media types of its good answers; empty if they have no body.
    pub(super) media_types: Vec<String>,
    pub(super) tag: String,
    pub(super) deprecated: Deprecations,
}

/// One parameter.
#[derive(Debug)]
pub(super) struct Parameter {
    pub(super) name: String,
    pub(super) place: Place,
    pub(super) required: bool,
    pub(super) schema: Value,
}

/// Where a parameter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Path,
    Query,
    Header,
}

#[derive(Debug)]
pub(super) struct Index {
    operations: Vec<Operation>,
    deprecates: bool,
}

impl Index {
    pub(super) fn of(document: &Value) -> Self {
        let mut operations = Vec::new();
        for (path, item) in document["paths"].as_object().into_iter().flatten() {
            for name in METHODS {
                if let Some(operation) = item.get(name) {
                    operations.extend(Operation::of(document, path, name, operation));
                }
            }
        }
        // A path that is spelled out comes before one with parameters: `/v1/books/bulk` before `/v1/books/{book_id}`.
        operations.sort_by_key(|operation| operation.path.contains('{'));
        let deprecates = operations.iter().any(|operation| !operation.deprecated.is_empty());
        Self { operations, deprecates }
    }

    /// Whether anything is deprecated.
    pub(super) fn deprecates(&self) -> bool {
        self.deprecates
    }

    pub(super) fn operations(&self) -> &[Operation] {
        &self.operations
    }

    /// The operation of a request, and the values of its path's parameters.
    pub(super) fn find(&self, method: &Method, path: &str) -> Option<(&Operation, Vec<(String, String)>)> {
        let mut same = self.operations.iter().filter(|operation| operation.method == *method);
        same.find_map(|operation| Some((operation, matched(&operation.path, path)?)))
    }

    /// The methods of a path.
    pub(super) fn methods(&self, path: &str) -> Vec<&str> {
        let here = |operation: &&Operation| matched(&operation.path, path).is_some();
        let Some(first) = self.operations.iter().find(here) else { return Vec::new() };
        let same = self.operations.iter().filter(|operation| operation.path == first.path);
        same.map(|operation| operation.method.as_str()).collect()
    }
}

impl Operation {
    fn of(document: &Value, path: &str, method: &str, operation: &Value) -> Option<Self> {
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        let parameters = parameters.filter_map(|parameter| Parameter::of(resolved(document, parameter)));
        let answers = operation["responses"].as_object().into_iter().flatten();
        let good = answers.filter(|(status, _)| status.starts_with('2'));
        let mut media_types: Vec<String> = good
            .flat_map(|(_, answer)| answer["content"].as_object().into_iter().flatten())
            .map(|(media_type, _)| media_type.clone())
            .collect();
        media_types.sort();
        media_types.dedup();
        let answers = operation["responses"].as_object().into_iter().flatten();
        let failures = answers.map(|(_, answer)| &resolved(document, answer)["content"][PROBLEM]["examples"]);
        let codes = failures.filter_map(Value::as_object).flatten().map(|(code, _)| code.clone());
        Some(Self {
            id: operation["operationId"].as_str()?.to_owned(),
            method: method.to_uppercase().parse().ok()?,
            path: path.to_owned(),
            summary: operation["summary"].as_str().unwrap_or_default().to_owned(),
            codes: codes.collect(),
            parameters: parameters.collect(),
            media_types,
            tag: operation["tags"][0].as_str().unwrap_or_default().to_owned(),
            secured: operation.get(SCOPE).is_some(),
            deprecated: Deprecations::of(document, operation),
        })
    }

    /// Whether one of its media types is accepted. Failures are told whatever is accepted.
    pub(super) fn answers(&self, accept: &str) -> bool {
        let range = |range: &str| {
            let mut parts = range.split(';').map(str::trim);
            let range = parts.next().unwrap_or_default().to_ascii_lowercase();
            let refused =
                parts.any(|part| matches!(part.strip_prefix("q="), Some(q) if q.parse() == Ok(0.0)));
            !refused && (range == "*/*" || self.media_types.iter().any(|own| within(own, &range)))
        };
        self.media_types.is_empty() || accept.trim().is_empty() || accept.split(',').any(range)
    }
}

fn within(media_type: &str, range: &str) -> bool {
    media_type == range
        || range.strip_suffix("/*").is_some_and(|kind| media_type.split('/').next() == Some(kind))
}

impl Place {
    pub(super) fn of(parameter: &Value) -> Option<Self> {
        match parameter["in"].as_str()? {
            "path" => Some(Self::Path),
            "query" => Some(Self::Query),
            "header" => Some(Self::Header),
            _ => None,
        }
    }
}

impl Parameter {
    fn of(parameter: &Value) -> Option<Self> {
        Some(Self {
            name: parameter["name"].as_str()?.to_owned(),
            place: Place::of(parameter)?,
            required: parameter["required"].as_bool().unwrap_or_default(),
            schema: parameter["schema"].clone(),
        })
    }

    /// Whether it takes several values, and so may be repeated.
    pub(super) fn is_array(&self) -> bool {
        self.schema["type"] == "array"
    }
}

/// What a reference leads to.
pub(super) fn resolved<'d>(document: &'d Value, part: &'d Value) -> &'d Value {
    let target = part["$ref"].as_str().map(|target| target.trim_start_matches('#'));
    target.and_then(|target| document.pointer(target)).unwrap_or(part)
}

/// The values of a template's parameters, if the path fits it.
fn matched(template: &str, path: &str) -> Option<Vec<(String, String)>> {
    let mut values = Vec::new();
    let mut given = path.split('/');
    for segment in template.split('/') {
        let part = given.next()?;
        match segment.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
            Some(name) => values.push((name.to_owned(), super::faults::decode(part)?)),
            None if segment == part => {}
            None => return None,
        }
    }
    given.next().is_none().then_some(values)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn index() -> Index {
        let operation = |id: &str| json!({"operationId": id, "responses": {"200": {"content": {"application/json": {}}}}});
        Index::of(&json!({"paths": {
            "/books/{id}": {"get": operation("get"), "put": operation("put")},
            "/books/bulk": {"post": operation("bulk")},
        }}))
    }

    #[test]
    fn a_path_is_found_with_its_parameters() {
        let index = index();

        let (operation, values) = index.find(&Method::GET, "/books/a%20b").unwrap();

        assert_eq!((operation.id.as_str(), values), ("get", vec![("id".to_owned(), "a b".to_owned())]));
        assert!(
            index.find(&Method::GET, "/books/a/b").is_none() && index.find(&Method::GET, "/books").is_none()
        );
    }

    #[test]
    fn a_path_that_is_spelled_out_hides_one_with_parameters() {
        assert_eq!(index().methods("/books/bulk"), ["POST"]);
        assert_eq!(index().methods("/books/1"), ["GET", "PUT"]);
    }

    #[test]
    fn a_media_type_is_accepted_by_range_and_refused_by_q_0() {
        let index = index();
        let (operation, _) = index.find(&Method::GET, "/books/1").unwrap();

        for accept in
            ["application/json", "text/html, */*;q=0.1", "application/*", "Application/JSON; q=1", ""]
        {
            assert!(operation.answers(accept), "{accept}");
        }
        for accept in ["text/html", "application/xml, text/*", "application/json;q=0"] {
            assert!(!operation.answers(accept), "{accept}");
        }
    }
}
