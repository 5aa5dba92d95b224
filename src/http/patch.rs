//! Changes to a resource, in the two standard formats.

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
        // Before the operations are looked at, for there may be hundreds of thousands.
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
    /// The changed document, held to the contract as any body is; what it was before is not touched.
    ///
    /// # Errors
    /// When an operation does not apply, a test fails, or the result is not acceptable.
    pub fn apply(&self, current: Option<Value>) -> Result<T> {
        let mut document = current.unwrap_or_default();
        match &self.change {
            Change::Merge(patch) => json_patch::merge(&mut document, patch),
            Change::Operations(operations) => operate(&mut document, operations)?,
        }
        self.contract.accept(&document)
    }
}

/// Bytes, about, that all `copy` operations of a patch may copy together. A copy can double the document each time, and a large value can
/// be copied to the same place again and again.
const COPIED: usize = 320 * 1024;

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
        json_patch::patch(document, std::slice::from_ref(operation)).map_err(|error| {
            let place = format!("Operation {at} ({}): ", error.path);
            match error.kind {
                PatchErrorKind::TestFailed => {
                    Error::new(Code::PATCH_TEST_FAILED, place + "the value is another.")
                }
                _ => Error::new(Code::PATCH_NOT_APPLICABLE, place + "there is nothing to do it to."),
            }
        })?;
    }
    Ok(())
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
