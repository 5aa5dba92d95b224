//! An index of the document's operations, by method and path.

use std::collections::HashMap;

use poem::Request;
use poem::http::Method;
use serde_json::Value;

use super::deprecated::{Deprecations, Use};
use super::document::{ParameterIn, resolved};
use super::names::{METHODS, SCOPE, is_visited};
use super::template::{Template, parts};
use crate::manners::Manners;
use crate::media::{FIELDS_JSON, PROBLEM_JSON, quality};
use crate::registry::Registry;

/// An operation of the document.
#[derive(Debug)]
pub struct Operation {
    /// Its `operationId`.
    pub id: String,
    /// Its method.
    pub method: Method,
    /// Its path template.
    pub path: String,
    template: Template,
    /// Its summary.
    pub summary: String,
    /// Whether it requires a token.
    pub secured: bool,
    /// Whether it is open to everybody, and verifies a token if there is one.
    pub visited: bool,
    /// The codes of its failures.
    pub(super) codes: Vec<String>,
    pub(super) parameters: Vec<Parameter>,
    /// The media types of its successful responses; empty if they have no body.
    pub(super) media_types: Vec<String>,
    pub(super) tag: String,
    pub(super) manners: Manners,
    pub(super) deprecated: Deprecations,
}

/// A parameter of an operation.
#[derive(Debug)]
pub(super) struct Parameter {
    pub(super) name: String,
    pub(super) place: ParameterIn,
    pub(super) required: bool,
    pub(super) schema: Value,
}

#[derive(Debug)]
pub(super) struct Index {
    operations: Vec<Operation>,
    by_id: HashMap<String, usize>,
    deprecates: bool,
}

impl Index {
    pub(super) fn of(document: &Value, registry: Registry) -> Self {
        let mut operations = Vec::new();
        for (path, item) in document["paths"].as_object().into_iter().flatten() {
            for name in METHODS {
                if let Some(operation) = item.get(name) {
                    // A `HEAD` follows the conventions of its `GET`, for which they are declared.
                    let declared = if *name == "head" { &item["get"] } else { operation };
                    let manners = registry.manners_of(declared["operationId"].as_str().unwrap_or_default());
                    operations.extend(Operation::of(document, (path, name), operation, manners));
                }
            }
        }
        // A path without parameters comes before one with parameters: `/v1/books/bulk` before `/v1/books/{book_id}`.
        operations.sort_by_key(|operation| operation.path.contains('{'));
        let deprecates = operations.iter().any(|operation| !operation.deprecated.is_empty());
        let by_id = operations.iter().enumerate().map(|(at, operation)| (operation.id.clone(), at)).collect();
        Self { operations, by_id, deprecates }
    }

    /// Returns whether anything is deprecated.
    pub(super) fn deprecates(&self) -> bool {
        self.deprecates
    }

    pub(super) fn operations(&self) -> &[Operation] {
        &self.operations
    }

    /// Returns the operation with this id.
    pub(super) fn operation(&self, id: &str) -> Option<&Operation> {
        self.by_id.get(id).map(|at| &self.operations[*at])
    }

    /// Returns the operation of a request, and the values of its path parameters, still percent-encoded.
    pub(super) fn find(&self, method: &Method, path: &str) -> Option<(&Operation, Vec<(String, String)>)> {
        let parts = parts(path);
        let mut same = self.operations.iter().filter(|operation| operation.method == *method);
        let found = same.find(|operation| operation.template.fits(&parts))?;
        Some((found, found.template.values(&parts)))
    }

    /// Returns the methods of a path.
    pub(super) fn methods(&self, path: &str) -> Vec<&str> {
        let parts = parts(path);
        let here = |operation: &&Operation| operation.template.fits(&parts);
        let Some(first) = self.operations.iter().find(here) else { return Vec::new() };
        let same = self.operations.iter().filter(|operation| operation.path == first.path);
        same.map(|operation| operation.method.as_str()).collect()
    }
}

impl Operation {
    fn of(
        document: &Value,
        (path, method): (&str, &str),
        operation: &Value,
        manners: Manners,
    ) -> Option<Self> {
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
        // The examples of failures are named after their codes.
        let answers = operation["responses"].as_object().into_iter().flatten();
        let failures =
            answers.map(|(_, answer)| &resolved(document, answer)["content"][PROBLEM_JSON]["examples"]);
        let codes = failures.filter_map(Value::as_object).flatten().map(|(code, _)| code.clone());
        Some(Self {
            id: operation["operationId"].as_str()?.to_owned(),
            method: method.to_uppercase().parse().ok()?,
            path: path.to_owned(),
            template: Template::of(path),
            summary: operation["summary"].as_str().unwrap_or_default().to_owned(),
            codes: codes.collect(),
            parameters: parameters.collect(),
            media_types,
            tag: operation["tags"][0].as_str().unwrap_or_default().to_owned(),
            secured: operation.get(SCOPE).is_some(),
            visited: is_visited(operation),
            manners,
            deprecated: Deprecations::of(document, operation),
        })
    }

    /// Returns the deprecated things of this operation that a request uses, if it has any.
    pub(super) fn uses_deprecated(&self, request: &Request) -> Option<Use> {
        (!self.deprecated.is_empty()).then(|| Use {
            operation: self.id.clone(),
            page: format!("/docs#/{}/{}", self.tag, self.id),
            used: self.deprecated.used(request),
            body: self.deprecated.body.clone(),
            answer: self.deprecated.answer.clone(),
        })
    }

    /// Returns whether the client accepts one of its media types. Failures are sent whatever the client accepts.
    pub(super) fn answers(&self, accept: &str, query: &str) -> bool {
        let chosen = query.split('&').any(|pair| pair.starts_with("fields="));
        // A list has two media types; the parameter `fields` decides which one is sent.
        let sent = |own: &&String| {
            !self.media_types.iter().any(|other| other == FIELDS_JSON) || (*own == FIELDS_JSON) == chosen
        };
        self.media_types.is_empty()
            || self.media_types.iter().filter(sent).any(|own| quality(accept, own) > 0.0)
    }
}

impl Parameter {
    fn of(parameter: &Value) -> Option<Self> {
        Some(Self {
            name: parameter["name"].as_str()?.to_owned(),
            place: ParameterIn::of(parameter)?,
            required: parameter["required"].as_bool().unwrap_or_default(),
            schema: parameter["schema"].clone(),
        })
    }

    /// Returns whether it takes several values, and so may be repeated.
    pub(super) fn is_array(&self) -> bool {
        self.schema["type"] == "array"
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn index() -> Index {
        let operation = |id: &str| json!({"operationId": id, "responses": {"200": {"content": {"application/json": {}}}}});
        Index::of(
            &json!({"paths": {
                "/books/{id}": {"get": operation("get"), "put": operation("put")},
                "/books/bulk": {"post": operation("bulk")},
            }}),
            Registry::of(&[]),
        )
    }

    #[test]
    fn a_path_is_found_with_its_parameters() {
        let index = index();

        let (operation, values) = index.find(&Method::GET, "/books/a%20b").unwrap();

        assert_eq!((operation.id.as_str(), values), ("get", vec![("id".to_owned(), "a%20b".to_owned())]));
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
            assert!(operation.answers(accept, ""), "{accept}");
        }
        for accept in ["text/html", "application/xml, text/*", "application/json;q=0"] {
            assert!(!operation.answers(accept, ""), "{accept}");
        }
    }
}
