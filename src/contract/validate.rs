//! Validates values against the document's schemas, to find every fault at once.
//!
//! Most bodies are validated here only after their type has rejected them. Bulk bodies and JSON Patches are always validated, and
//! so are query parameters, because their types stop at the first fault.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use jsonschema::Validator;
use serde_json::{Value, json};

use super::document::ParameterIn;
use super::faults::{decode, faults, pattern_in_words, what};
use super::index::{Operation, Parameter};
use super::size;
use crate::clock::{Date, Instant};
use crate::error::{Code, Error, Fault, FaultCode, Result};
use crate::id::Id;
use crate::registry::Registry;
use crate::text::{Email, Isbn, Label, Line, Prose};

/// Compiled schemas, each compiled on first use.
#[derive(Debug)]
pub(super) struct Validators {
    /// The schemas as text, because they are only needed when a schema is compiled.
    components: String,
    compiled: Mutex<HashMap<String, Arc<Validator>>>,
}

/// The maximum number of faults that are reported: nobody fixes more at once.
const FAULTS: usize = 100;
/// The number of parts (fields, items, texts, numbers) of a value up to which every fault is searched for. A fault takes a
/// thousand times the memory of the number that it is about, and the validator collects all faults of an array before it returns
/// the first.
const EASY: usize = 10_000;

/// Returns the failure for these faults: a malformed shape if a JSON type is wrong, otherwise invalid values.
pub(super) fn refusal(faults: Vec<Fault>) -> Error {
    let shape = faults.iter().any(|fault| fault.code == FaultCode::WrongType);
    Error::with_faults(if shape { Code::BODY_MALFORMED } else { Code::VALIDATION_FAILED }, faults)
}

impl Validators {
    /// Takes the schemas of the raw document, which still has the custom formats.
    pub(super) fn of(raw: &Value, registry: Registry) -> Self {
        let mut schemas = raw["components"]["schemas"].clone();
        super::polish::enforce(&raw["paths"], &mut schemas, registry);
        nullable(&mut schemas);
        Self { components: json!({ "schemas": schemas }).to_string(), compiled: Mutex::default() }
    }

    /// Returns the faults of a value: every fault, up to [`FAULTS`]; for a value with more than [`EASY`] parts only the first.
    pub(super) fn faults(&self, schema: &str, value: &Value) -> Result<Vec<Fault>> {
        let validator =
            self.compiled(schema, &json!({ "$ref": format!("#/components/schemas/{schema}") }))?;
        if size::exceeds(value, EASY) {
            return Ok(validator.validate(value).err().iter().flat_map(faults).take(FAULTS).collect());
        }
        let mut faults: Vec<_> =
            validator.iter_errors(value).flat_map(|error| faults(&error)).take(FAULTS).collect();
        // A pattern and a format may report the same fault.
        faults.dedup();
        Ok(faults)
    }

    fn compiled(&self, name: &str, schema: &Value) -> Result<Arc<Validator>> {
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(validator) = compiled.get(name) {
            return Ok(Arc::clone(validator));
        }
        let mut root = schema.clone();
        root["components"] = serde_json::from_str(&self.components).map_err(Error::internal)?;
        let validator = Arc::new(validator(&root)?);
        compiled.insert(name.to_owned(), Arc::clone(&validator));
        Ok(validator)
    }

    /// Returns the fault of a parameter that its type rejected, if its text is not available.
    pub(super) fn unreadable(operation: &Operation, name: &str) -> Fault {
        let mut all = operation.parameters.iter();
        let pattern =
            all.find(|parameter| parameter.name == name).and_then(|found| found.schema["pattern"].as_str());
        let detail = pattern.map(pattern_in_words);
        Fault::parameter(name, FaultCode::BadFormat, detail.unwrap_or("is invalid".into()))
    }

    /// Returns every fault of the parameters in a request's path and query, which are both percent-encoded.
    pub(super) fn parameters(
        &self,
        operation: &Operation,
        path: &[(String, String)],
        query: &str,
    ) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut given: Vec<(String, String)> = Vec::new();
        let mut seen = HashSet::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let form = |text: &str| decode(&text.replace('+', " "));
            match (form(name), form(value)) {
                (Some(name), Some(value)) => given.push((name, value)),
                _ => faults.push(undecodable(name)),
            }
        }
        let (path, bad): (Vec<_>, Vec<_>) =
            path.iter().map(|(name, text)| (name, decode(text))).partition(|(_, text)| text.is_some());
        faults.extend(bad.iter().map(|(name, _)| undecodable(name)));
        let path: Vec<_> = path.into_iter().filter_map(|(name, text)| Some((name.clone(), text?))).collect();
        for (name, _) in &given {
            let mut in_query =
                operation.parameters.iter().filter(|parameter| parameter.place == ParameterIn::Query);
            match in_query.find(|parameter| parameter.name == *name) {
                None => {
                    faults.push(Fault::parameter(name, FaultCode::Unknown, "is not a known parameter"));
                }
                Some(known) if known.is_array() => {}
                Some(_) if !seen.insert(name) => {
                    faults.push(Fault::parameter(name, FaultCode::Repeated, "must be given only once"));
                }
                Some(_) => {}
            }
        }
        for parameter in &operation.parameters {
            let source = match parameter.place {
                ParameterIn::Path => &path,
                ParameterIn::Query => &given,
                // Parsed by the handler, and explained by `unreadable` if that fails.
                ParameterIn::Header => continue,
            };
            let texts = source.iter().filter(|(name, _)| *name == parameter.name);
            let mut texts = texts.map(|(_, text)| text.as_str()).peekable();
            if texts.peek().is_some() {
                faults.extend(self.parameter(operation, parameter, texts));
            } else if parameter.required && bad.iter().all(|(name, _)| **name != parameter.name) {
                faults.push(Fault::parameter(&parameter.name, FaultCode::Required, "is required"));
            }
        }
        faults.truncate(FAULTS);
        faults
    }

    /// Returns the faults of a parameter that is present: at most one for a single value, or the different faults of its several
    /// values.
    fn parameter<'t>(
        &self,
        operation: &Operation,
        parameter: &Parameter,
        mut texts: impl Iterator<Item = &'t str>,
    ) -> Vec<Fault> {
        let (name, schema) = (&parameter.name, &parameter.schema);
        let value = if parameter.is_array() {
            // One value more than allowed shows that there are too many. The others need not be checked.
            let most = schema["maxItems"].as_u64().and_then(|most| usize::try_from(most).ok());
            let texts = texts.take(most.map_or(FAULTS, |most| most + 1));
            texts.map(|text| typed(&schema["items"], text)).collect()
        } else {
            texts.next().and_then(|text| typed(schema, text))
        };
        let Some(value) = value else {
            return vec![Fault::parameter(name, FaultCode::WrongType, "must be a whole number")];
        };
        let Ok(validator) = self.compiled(&format!("{} {name}", operation.id), schema) else {
            return Vec::new();
        };
        let mut errors: Vec<_> = validator.iter_errors(&value).collect();
        errors.dedup_by(|next, one| next.instance_path() == one.instance_path());
        let mut faults: Vec<_> = errors
            .iter()
            .map(|error| {
                let (code, detail) = what(error.kind());
                Fault::parameter(name, code, detail)
            })
            .collect();
        faults.dedup();
        faults
    }
}

/// Compiles a schema. Formats use the parsers of the types, so the schema accepts what the types accept.
pub(crate) fn validator(schema: &Value) -> Result<Validator> {
    jsonschema::options()
        .should_validate_formats(true)
        .with_format("isbn13", |text: &str| Isbn::parse(text).is_ok())
        .with_format("idn-email", |text: &str| Email::parse(text).is_ok())
        // Their lengths have faults of their own.
        .with_format("text-line", |text: &str| Line::<0, { usize::MAX }>::parse(text).is_ok())
        .with_format("text-label", |text: &str| {
            text.is_empty() || Label::<{ usize::MAX }>::parse(text).is_ok()
        })
        .with_format("text-prose", |text: &str| {
            text.is_empty() || Prose::<{ usize::MAX }>::parse(text).is_ok()
        })
        .with_format("uuid", |text: &str| text.parse::<Id>().is_ok())
        .with_format("date", |text: &str| text.parse::<Date>().is_ok())
        .with_format("date-time", |text: &str| text.parse::<Instant>().is_ok())
        .build(schema)
        .map_err(|error| Error::internal(error.to_string()))
}

/// Returns the fault of a parameter that is not percent-encoded UTF-8.
fn undecodable(name: &str) -> Fault {
    Fault::parameter(name, FaultCode::BadFormat, "must be percent-encoded UTF-8")
}

/// Converts a parameter's text to the type of its schema. Returns `None` if it should be an integer and is not.
fn typed(schema: &Value, text: &str) -> Option<Value> {
    match schema["type"].as_str() {
        Some("integer") => {
            let number: Option<i64> = text.parse().ok();
            number.filter(|number| number.to_string() == text).map(Value::from)
        }
        Some("boolean") => Some(text.parse::<bool>().map_or_else(|_| Value::from(text), Value::from)),
        _ => Some(Value::from(text)),
    }
}

/// Replaces OpenAPI 3.0's `nullable` with JSON Schema's `["string", "null"]`.
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
