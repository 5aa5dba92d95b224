//! Variants of the document for readers that do not support all of OpenAPI.

use serde_json::{Map, Value, json};

use super::document::{references, resolved, target_in};
use crate::media::{FORM, JSON, PROBLEM_JSON};

/// A variant of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Profile {
    /// The contract itself.
    #[default]
    Full,
    /// For generators: no `HEAD`; one successful status, one body type and one type of failure for each operation; plain JSON for
    /// patches and failures, and forms for the token endpoints.
    Sdk,
}

impl Profile {
    pub(super) fn of(self, mut document: Value) -> Value {
        if self == Self::Sdk {
            let shared = json!({ "components": { "responses": document["components"]["responses"] } });
            for item in document["paths"].as_object_mut().into_iter().flat_map(Map::values_mut) {
                // Nobody calls a function for it, and in some languages it would hide the one for `GET`.
                item.as_object_mut().and_then(|item| item.shift_remove("head"));
                for operation in item.as_object_mut().into_iter().flat_map(Map::values_mut) {
                    one_body(operation.pointer_mut("/requestBody/content"));
                    one_good_answer(operation);
                    one_kind_of_failure(operation, &shared);
                }
            }
            for answer in
                document["components"]["responses"].as_object_mut().into_iter().flat_map(Map::values_mut)
            {
                plain_failures(answer);
            }
            without_the_unused(&mut document);
        }
        document
    }
}

/// Keeps forms where there are any, because the standards of OAuth 2.0 know no other body; otherwise JSON.
fn one_body(content: Option<&mut Value>) {
    match content.and_then(Value::as_object_mut) {
        Some(content) if content.contains_key(FORM) => content.retain(|media_type, _| media_type == FORM),
        Some(content) if content.contains_key(JSON) => content.retain(|media_type, _| media_type == JSON),
        _ => {}
    }
}

fn only_json(content: Option<&mut Value>) {
    if let Some(content) = content.and_then(Value::as_object_mut).filter(|content| content.contains_key(JSON))
    {
        content.retain(|media_type, _| media_type == JSON);
    }
}

fn one_good_answer(operation: &mut Value) {
    let Some(answers) = operation["responses"].as_object_mut() else { return };
    let first = answers.keys().find(|status| status.starts_with('2')).cloned();
    answers.retain(|status, _| status >= &"400".to_owned() || Some(status) == first.as_ref());
    for answer in answers.values_mut() {
        only_json(answer.get_mut("content"));
    }
    // Responses to `fields` have the media type that was removed, so a client of this profile could not read them.
    if let Some(parameters) = operation.get_mut("parameters").and_then(Value::as_array_mut) {
        parameters.retain(|parameter| {
            let shared = parameter["$ref"].as_str().is_some_and(|target| target.ends_with("Fields"));
            !shared && parameter["name"] != "fields"
        });
    }
}

/// Keeps the failures that have the same schema as the first one. The token server has two kinds: those of the protocol, which
/// stay, and Problems.
fn one_kind_of_failure(operation: &mut Value, shared: &Value) {
    let Some(answers) = operation["responses"].as_object_mut() else { return };
    let is_failure = |status: &str| status >= "400";
    let kind = |answer: &Value| {
        let content =
            resolved(shared, answer)["content"].as_object().and_then(|content| content.values().next());
        content.map(|content| content["schema"].clone())
    };
    let first = answers.iter().find(|(status, _)| is_failure(status)).map(|(_, answer)| kind(answer));
    answers.retain(|status, answer| !is_failure(status) || Some(kind(answer)) == first);
}

fn plain_failures(answer: &mut Value) {
    if let Some(content) = answer.get_mut("content").and_then(Value::as_object_mut)
        && let Some(problem) = content.remove(PROBLEM_JSON)
    {
        content.insert(JSON.to_owned(), problem);
    }
}

/// Removes components that nothing refers to any more; otherwise clients would have types for them.
fn without_the_unused(document: &mut Value) {
    let used = references(&document["paths"], target_in(document));
    let mut components = document["components"].clone();
    let referred =
        components.as_object_mut().into_iter().flatten().filter(|(kind, _)| *kind != "securitySchemes");
    for (kind, parts) in referred {
        parts.as_object_mut().into_iter().for_each(|parts| {
            parts.retain(|name, _| used.contains(format!("#/components/{kind}/{name}").as_str()));
        });
    }
    document["components"] = components;
}
