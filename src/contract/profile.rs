//! Variants of the document for readers that can't take all of OpenAPI.

use serde_json::{Map, Value};

use crate::http::body::JSON;
use crate::http::problem::PROBLEM_JSON;

/// Which variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Profile {
    /// The contract itself.
    #[default]
    Full,
    /// For strict generators: one good status and one body type an operation, plain JSON for patches and failures.
    Sdk,
}

impl Profile {
    pub(super) fn of(self, mut document: Value) -> Value {
        if self == Self::Sdk {
            for item in document["paths"].as_object_mut().into_iter().flat_map(Map::values_mut) {
                for operation in item.as_object_mut().into_iter().flat_map(Map::values_mut) {
                    only_json(operation.pointer_mut("/requestBody/content"));
                    one_good_answer(operation);
                }
            }
            for answer in
                document["components"]["responses"].as_object_mut().into_iter().flat_map(Map::values_mut)
            {
                plain_failures(answer);
            }
        }
        document
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
}

fn plain_failures(answer: &mut Value) {
    if let Some(content) = answer.get_mut("content").and_then(Value::as_object_mut)
        && let Some(problem) = content.remove(PROBLEM_JSON)
    {
        content.insert(JSON.to_owned(), problem);
    }
}
