//! Changes to a resource in the two standard formats, JSON Merge Patch and JSON Patch.

use std::marker::PhantomData;
use std::sync::Arc;

use json_patch::{PatchErrorKind, PatchOperation};
use poem::http::header;
use poem::{Request, RequestBody};
use poem_openapi::registry::{MetaRequest, MetaSchemaRef, Registry};
use poem_openapi::types::ParseFromJSON;
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};
use serde_json::Value;

use super::Shared;
use super::arrival::read;
use super::aside::aside;
use super::body::{media_type, request};
use super::derived::{self, OPERATIONS};
use crate::contract::{Contract, size};
use crate::error::{Code, Error, Fault, FaultCode, Result};
use crate::media::{JSON, JSON_PATCH, MERGE_PATCH};

/// A change to a resource whose editable part is `T`: a JSON Merge Patch (RFC 7396) or a JSON Patch (RFC 6902).
#[derive(Debug, Clone)]
pub struct Patch<T> {
    change: Change,
    contract: Arc<Contract>,
    editable: PhantomData<fn() -> T>,
}

#[derive(Debug, Clone)]
enum Change {
    Merge(Value),
    Operations(Vec<PatchOperation>),
}

impl Change {
    fn parse<T: ParseFromJSON>(contract: &Contract, media: &str, bytes: &[u8]) -> Result<Self> {
        let value = contract.json(bytes)?;
        if media != JSON_PATCH {
            contract.check(&derived::patch_name(&T::name()), &value)?;
            return Ok(Self::Merge(value));
        }
        // Checked before the operations are examined, because there may be hundreds of thousands of them, with any values.
        if size::exceeds(&value, PARTS) {
            let detail = format!("A JSON Patch can have at most {PARTS} fields, items and values.");
            return Err(Error::new(Code::BODY_TOO_LARGE, detail));
        }
        if value.as_array().is_some_and(|operations| operations.len() > OPERATIONS) {
            let detail = format!("must have at most {OPERATIONS} items");
            return Err(Error::invalid(vec![Fault::body("", FaultCode::TooMany, detail)]));
        }
        contract.check("JsonPatch", &value)?;
        let operations = serde_json::from_value(value).map_err(|error| {
            Error::new(Code::BODY_MALFORMED, "The body is not a JSON Patch.").caused_by(error)
        });
        Ok(Self::Operations(operations?))
    }
}

impl<'a, T: ParseFromJSON + Send + 'static> ApiExtractor<'a> for Patch<T> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    const PARAM_IS_REQUIRED: bool = true;
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        T::register(registry);
        derived::register_patch::<T>(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        let merge = MetaSchemaRef::Reference(derived::patch_name(&T::name()));
        let operations = MetaSchemaRef::Reference("JsonPatch".to_owned());
        Some(request(&[(MERGE_PATCH, merge.clone()), (JSON, merge), (JSON_PATCH, operations)]))
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let shared = Shared::of(request)?;
        let accept_patch = header::HeaderName::from_static("accept-patch");
        let media = media_type(request, &[MERGE_PATCH, JSON_PATCH, JSON], &accept_patch)?;
        let bytes = read(request, &shared, body).await?;
        let contract = Arc::clone(&shared.contract);
        let parse = move |bytes: &[u8]| Change::parse::<T>(&contract, media, bytes);
        let change = aside(request, bytes, parse).await?;
        Ok(Self { change, contract: Arc::clone(&shared.contract), editable: PhantomData })
    }
}

impl<T: ParseFromJSON> Patch<T> {
    /// Returns the changed document, validated against the contract like any body. `current` is not modified.
    ///
    /// # Errors
    /// When an operation does not apply, a test fails, or the result is invalid.
    pub fn apply(&self, current: Option<Value>) -> Result<T> {
        let mut document = current.unwrap_or_default();
        match &self.change {
            Change::Merge(patch) => json_patch::merge(&mut document, patch),
            Change::Operations(operations) => operate(&mut document, operations)?,
        }
        self.contract.accept(&document)
    }
}

/// The approximate number of bytes that all `copy` operations of a patch may copy. Each copy can double the document, and a large
/// value can be copied to the same place repeatedly.
const COPIED: usize = 320 * 1024;

/// The number of fields, items and values that the operations of a patch may have in total. No resource has that many, and
/// applying them takes less than a millisecond, so it can run on the runtime's threads.
const PARTS: usize = 10_000;

fn operate(document: &mut Value, operations: &[PatchOperation]) -> Result<()> {
    let mut copied = 0;
    for (at, operation) in operations.iter().enumerate() {
        if let PatchOperation::Copy(copy) = operation {
            let source = document.pointer(copy.from.as_str());
            copied += source.map_or(0, |source| size::weight(source, COPIED));
            if copied > COPIED {
                let detail = format!("Operation {at}: the patch copies too much.");
                return Err(Error::new(Code::PATCH_NOT_APPLICABLE, detail));
            }
        }
        if let PatchOperation::Test(test) = operation
            && document.pointer(test.path.as_str()).is_some_and(|value| same(value, &test.value))
        {
            continue;
        }
        json_patch::patch(document, std::slice::from_ref(operation)).map_err(|error| {
            let place = format!("Operation {at} ({}): ", error.path);
            match error.kind {
                PatchErrorKind::TestFailed => {
                    Error::new(Code::PATCH_TEST_FAILED, place + "the value is different.")
                }
                _ => Error::new(Code::PATCH_NOT_APPLICABLE, place + "the path does not exist."),
            }
        })?;
    }
    Ok(())
}

/// Returns whether two values are equal according to RFC 6902 (4.6). Numbers are compared by value, so `286` equals `286.0`.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => match (one.as_i128(), other.as_i128()) {
            (Some(one), Some(other)) => one == other,
            (Some(whole), None) => is(other.as_f64(), whole),
            (None, Some(whole)) => is(one.as_f64(), whole),
            (None, None) => one == other,
        },
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let equal = |(name, value)| other.get(name).is_some_and(|other| same(value, other));
            one.len() == other.len() && one.iter().all(equal)
        }
        _ => one == other,
    }
}

/// Returns whether a floating-point number equals this integer.
#[expect(
    clippy::cast_possible_truncation,
    reason = "no whole number of JSON is as large as those that are cut"
)]
fn is(number: Option<f64>, whole: i128) -> bool {
    number.is_some_and(|number| number.fract() == 0.0 && number as i128 == whole)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn operations(value: Value) -> Vec<PatchOperation> {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn copies_of_copies_are_stopped_before_they_fill_the_memory() {
        let double = |number| json!({"op": "copy", "from": "", "path": format!("/copy{number}")});
        let doubles = Value::Array((0..100).map(double).collect());
        let mut document = json!({"title": "x".repeat(1000)});

        let error = operate(&mut document, &operations(doubles)).unwrap_err();

        assert_eq!(error.code(), Code::PATCH_NOT_APPLICABLE);
        assert!(document.to_string().len() < 3 * COPIED);
    }

    #[test]
    fn a_large_array_is_not_copied_to_one_place_again_and_again() {
        let copies = (0..99).map(|_| json!({"op": "copy", "from": "/large", "path": "/same"})).collect();
        let mut document = json!({"large": vec![1; 9_000]});

        let error = operate(&mut document, &operations(copies)).unwrap_err();

        assert_eq!(error.code(), Code::PATCH_NOT_APPLICABLE);
        assert!(error.detail().starts_with("Operation 2: "), "{}", error.detail());
    }

    #[test]
    fn a_long_text_is_not_copied_to_one_place_again_and_again() {
        let copies = (0..99).map(|_| json!({"op": "copy", "from": "/long", "path": "/same"})).collect();
        let mut document = json!({"long": "x".repeat(200_000)});

        let error = operate(&mut document, &operations(copies)).unwrap_err();

        assert!(error.detail().starts_with("Operation 1: "), "{}", error.detail());
    }

    #[test]
    fn a_test_compares_numbers_by_their_value() {
        for (there, tested, equal) in [
            (json!(286), json!(286.0), true),
            (json!(286.0), json!(286), true),
            (json!([{"a": 1.0}]), json!([{"a": 1}]), true),
            (json!(2.86e2), json!(286), true),
            (json!(286), json!(286.5), false),
            (json!(u64::MAX), json!(u64::MAX), true),
            (json!(9_007_199_254_740_993_i64), json!(9_007_199_254_740_992.0), false),
            (json!(1), json!("1"), false),
            (json!({"a": 1}), json!({"a": 1, "b": 1}), false),
        ] {
            let test = operations(json!([{"op": "test", "path": "/pages", "value": tested}]));

            let result = operate(&mut json!({"pages": there}), &test);

            assert_eq!(result.is_ok(), equal, "{there} {tested}");
        }
    }

    #[test]
    fn a_failed_test_is_told_apart_from_a_place_that_is_not_there() {
        let test = operations(json!([{"op": "test", "path": "/title", "value": "b"}]));
        let remove = operations(json!([{"op": "remove", "path": "/nothing"}]));

        assert_eq!(operate(&mut json!({"title": "a"}), &test).unwrap_err().code(), Code::PATCH_TEST_FAILED);
        assert_eq!(
            operate(&mut json!({"title": "a"}), &remove).unwrap_err().code(),
            Code::PATCH_NOT_APPLICABLE
        );
    }
}
