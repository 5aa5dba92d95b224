//! The body of a `PUT`: the new state of a resource, in which callers may send back what they have read.
//!
//! Typed clients change an object that they got with `GET` and send it whole. So a `PUT` accepts the resource's read-only fields
//! too, as long as they have the values that the resource has now. Anything else is a mistake, which the response names.

use std::marker::PhantomData;

use poem::{Request, RequestBody};
use poem_openapi::registry::{MetaRequest, Registry};
use poem_openapi::types::{ParseFromJSON, ToJSON};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};
use serde_json::{Map, Value};

use super::answers::Resource;
use super::body::{json, request};
use crate::clock::Instant;
use crate::contract::{Contract, size};
use crate::error::{Error, Fault, FaultCode, Result, pointer};
use crate::media::JSON;

/// A `T` that replaces the editable fields of an `R`, and the read-only fields of `R` that came with it.
#[derive(Debug, Clone)]
pub struct Replacement<T, R> {
    new: T,
    read_only: Map<String, Value>,
    of: PhantomData<fn() -> R>,
}

impl<'a, T: ParseFromJSON + Send + 'static, R: Resource + 'static> ApiExtractor<'a> for Replacement<T, R> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    const PARAM_IS_REQUIRED: bool = true;
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        Some(request(&[(JSON, T::schema_ref())]))
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        json(request, body, Self::parse).await
    }
}

impl<T: ParseFromJSON, R: Resource> Replacement<T, R> {
    fn parse(contract: &Contract, bytes: &[u8]) -> Result<Self> {
        let mut value = contract.json(bytes)?;
        let mut read_only = Map::new();
        if let Some(fields) = value.as_object_mut() {
            for name in R::READ_ONLY {
                if let Some(given) = fields.shift_remove(*name) {
                    if size::exceeds(&given, PARTS) {
                        return Err(Error::invalid(vec![changed(name)]));
                    }
                    read_only.insert((*name).to_owned(), given);
                }
            }
        }
        Ok(Self { new: contract.accept(&value)?, read_only, of: PhantomData })
    }
}

impl<T: Clone, R: ToJSON> Replacement<T, R> {
    /// Returns the new state, unless there are read-only fields, which have to be compared with the resource.
    #[must_use]
    pub fn alone(&self) -> Option<T> {
        self.read_only.is_empty().then(|| self.new.clone())
    }

    /// Returns the new state.
    ///
    /// # Errors
    /// `validation_failed`, with each read-only field whose value is not that of `current`.
    pub fn over(&self, current: impl FnOnce() -> R) -> Result<T> {
        if let Some(new) = self.alone() {
            return Ok(new);
        }
        let current = current().to_json().unwrap_or_default();
        let differing = self.read_only.iter().filter(|(name, given)| !same(given, &current[name.as_str()]));
        let faults: Vec<_> = differing.map(|(name, _)| changed(name)).collect();
        if faults.is_empty() { Ok(self.new.clone()) } else { Err(Error::invalid(faults)) }
    }
}

/// The parts (fields, items, texts, numbers) that a read-only value has at most. No resource has more, so a larger value has
/// been changed, and it is not compared while others wait.
const PARTS: usize = 1000;

/// Returns the fault of a read-only field whose value is not the current one.
fn changed(name: &str) -> Fault {
    let expected = "is read-only; leave it out, or send the value that the resource has now";
    Fault::body(pointer(name), FaultCode::ReadOnly, expected)
}

/// Returns whether a caller's value is what the resource has. `null` is as good as an absent field, and clients whose clocks know
/// no microseconds may have cut a time off after the milliseconds.
fn same(given: &Value, current: &Value) -> bool {
    match (given, current) {
        (Value::Object(one), Value::Object(two)) => {
            one.iter().all(|(name, given)| same(given, two.get(name).unwrap_or(&Value::Null)))
                && two.keys().all(|name| one.contains_key(name))
        }
        (Value::Array(one), Value::Array(two)) => {
            one.len() == two.len() && one.iter().zip(two).all(|(one, two)| same(one, two))
        }
        (Value::String(one), Value::String(two)) => one == two || same_moment(one, two),
        (Value::Number(one), Value::Number(two)) => one == two || one.as_f64() == two.as_f64(),
        (one, two) => one == two,
    }
}

fn same_moment(given: &str, current: &str) -> bool {
    let micros = |text: &str| text.parse().map(Instant::micros).ok();
    match (micros(given), micros(current)) {
        (Some(given), Some(current)) => given == current || given == current - current.rem_euclid(1000),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_the_same_however_a_typed_client_writes_them() {
        let current = json!({ "id": "a", "at": "2026-01-01T00:00:00.123456Z", "version": 3, "author": { "name": "b" } });
        for (name, given) in [
            ("at", json!("2026-01-01T00:00:00.123456+00:00")),
            ("at", json!("2026-01-01T01:00:00.123+01:00")),
            ("version", json!(3.0)),
            ("author", json!({ "name": "b", "died": null })),
            ("missing", json!(null)),
        ] {
            assert!(same(&given, &current[name]), "{name}: {given}");
        }
        for (name, given) in [
            ("at", json!("2026-01-01T00:00:00.124Z")),
            ("id", json!("A")),
            ("version", json!(2)),
            ("author", json!({ "name": "c" })),
            ("author", json!({})),
            ("author", json!({ "name": "b", "died": "2018-01-22" })),
        ] {
            assert!(!same(&given, &current[name]), "{name}: {given}");
        }
    }
}
