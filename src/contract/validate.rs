//! Values held against the document's schemas, to find every fault at once.
//!
//! Bodies come here only when their type refuses them; parameters of the query always, for their types stop at the first fault.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jsonschema::Validator;
use serde_json::{Value, json};

use super::faults::{decode, faults, what};
use super::index::{Operation, Parameter, Place};
use crate::error::{Code, Error, Fault, FaultCode, Result};
use crate::text::Isbn;

/// Compiled schemas, each made when it is first needed.
#[derive(Debug)]
pub(super) struct Validators {
    /// The schemas as text, for they are only needed when one is compiled.
    components: String,
    compiled: Mutex<HashMap<String, Arc<Validator>>>,
}

/// The failure that these faults make: the wrong shape if a JSON type is wrong, and unacceptable values otherwise.
pub(super) fn refusal(faults: Vec<Fault>) -> Error {
    let shape = faults.iter().any(|fault| fault.code == FaultCode::WrongType);
    Error::with_faults(if shape { Code::BODY_MALFORMED } else { Code::VALIDATION_FAILED }, faults)
}

impl Validators {
    /// Takes the schemas of the raw document, which still has the formats that are ours.
    pub(super) fn of(raw: &Value) -> Self {
        let mut schemas = raw["components"]["schemas"].clone();
        super::polish::close_requests(&raw["paths"], &mut schemas);
        nullable(&mut schemas);
        Self { components: json!({ "schemas": schemas }).to_string(), compiled: Mutex::default() }
    }

    /// Every fault of a value.
    pub(super) fn faults(&self, schema: &str, value: &Value) -> Result<Vec<Fault>> {
        let validator =
            self.compiled(schema, &json!({ "$ref": format!("#/components/schemas/{schema}") }))?;
        Ok(validator.iter_errors(value).flat_map(|error| faults(&error)).collect())
    }

    fn compiled(&self, name: &str, schema: &Value) -> Result<Arc<Validator>> {
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(validator) = compiled.get(name) {
            return Ok(Arc::clone(validator));
        }
        let mut root = schema.clone();
        root["components"] = serde_json::from_str(&self.components).map_err(Error::internal)?;
        let validator = jsonschema::options()
            .should_validate_formats(true)
            .with_format("isbn13", |text: &str| Isbn::parse(text).is_ok())
            .build(&root)
            .map_err(|error| Error::internal(error.to_string()))?;
        let validator = Arc::new(validator);
        compiled.insert(name.to_owned(), Arc::clone(&validator));
        Ok(validator)
    }

    /// The fault of a parameter whose type refused it, without its text at hand.
    pub(super) fn unreadable(operation: &Operation, name: &str) -> Fault {
        let mut all = operation.parameters.iter();
        let pattern =
            all.find(|parameter| parameter.name == name).and_then(|found| found.schema["pattern"].as_str());
        let detail = pattern.map(|pattern| format!("must match the pattern {pattern}"));
        Fault::parameter(
            name,
            FaultCode::BadFormat,
            detail.unwrap_or("is not what the contract says".to_owned()),
        )
    }

    /// Every fault of the parameters in a request's path and query.
    pub(super) fn parameters(
        &self,
        operation: &Operation,
        path: &[(String, String)],
        query: &str,
    ) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut given: Vec<(String, String)> = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let form = |text: &str| decode(&text.replace('+', " "));
            match (form(name), form(value)) {
                (Some(name), Some(value)) => given.push((name, value)),
                _ => {
                    faults.push(Fault::parameter(
                        name,
                        FaultCode::BadFormat,
                        "must be percent-encoded UTF-8",
                    ));
                }
            }
        }
        for (at, (name, _)) in given.iter().enumerate() {
            let mut in_query =
                operation.parameters.iter().filter(|parameter| parameter.place == Place::Query);
            let known = in_query.any(|parameter| parameter.name == *name);
            if !known {
                faults.push(Fault::parameter(name, FaultCode::Unknown, "there is no such parameter"));
            } else if given[..at].iter().any(|(earlier, _)| earlier == name) {
                faults.push(Fault::parameter(name, FaultCode::Repeated, "must be given once only"));
            }
        }
        for parameter in &operation.parameters {
            let source = match parameter.place {
                Place::Path => path,
                Place::Query => &given,
                // Read by the handler, and explained by `unreadable` if that fails.
                Place::Header => continue,
            };
            match source.iter().find(|(name, _)| *name == parameter.name) {
                Some((_, text)) => faults.extend(self.parameter(operation, parameter, text)),
                None if parameter.required => {
                    faults.push(Fault::parameter(&parameter.name, FaultCode::Required, "is required"));
                }
                None => {}
            }
        }
        faults
    }

    fn parameter(&self, operation: &Operation, parameter: &Parameter, text: &str) -> Option<Fault> {
        let value = match parameter.schema["type"].as_str() {
            Some("integer") => match text.parse::<i64>() {
                Ok(number) if number.to_string() == text => Value::from(number),
                _ => {
                    let detail = "must be a whole number";
                    return Some(Fault::parameter(&parameter.name, FaultCode::WrongType, detail));
                }
            },
            Some("boolean") => text.parse::<bool>().map_or_else(|_| Value::from(text), Value::from),
            _ => Value::from(text),
        };
        let name = format!("{} {}", operation.id, parameter.name);
        let validator = self.compiled(&name, &parameter.schema).ok()?;
        let error = validator.iter_errors(&value).next()?;
        let (code, detail) = what(error.kind());
        Some(Fault::parameter(&parameter.name, code, detail))
    }
}

/// OpenAPI 3.0 says `nullable`, JSON Schema says `["string", "null"]`.
fn nullable(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            let nullable_here = fields.remove("nullable") == Some(Value::Bool(true));
            if let Some(kind) = fields.get("type").cloned().filter(|_| nullable_here) {
                fields.insert("type".to_owned(), json!([kind, "null"]));
            }
            fields.values_mut().for_each(nullable);
        }
        Value::Array(items) => items.iter_mut().for_each(nullable),
        _ => {}
    }
}
