//! Request bodies that carry many items.

use poem::{Request, RequestBody};
use poem_openapi::registry::{MetaRequest, MetaSchemaRef, Registry};
use poem_openapi::types::ParseFromJSON;
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};
use serde_json::Value;

use super::body::{json, request};
use super::derived;
use crate::contract::Contract;
use crate::error::Result;
use crate::media::JSON;

/// A bulk body: `{"atomic": …, "items": […]}`. The shape is validated for the whole body, the values for each item.
///
/// A missing field or a wrong JSON type is a programming error of the caller and refuses the whole request. A title that is too
/// long is the fault of one item and is reported in the result of that item.
#[derive(Debug)]
pub struct Bulk<T> {
    /// Whether to process all items or none.
    pub atomic: bool,
    /// The items: a `T`, or what is wrong with it.
    pub items: Vec<Result<T>>,
}

impl<'a, T: ParseFromJSON + Send + 'static> ApiExtractor<'a> for Bulk<T> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    const PARAM_IS_REQUIRED: bool = true;
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        T::register(registry);
        derived::register_bulk::<T>(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        Some(request(&[(JSON, MetaSchemaRef::Reference(derived::bulk_name(&T::name())))]))
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        json(request, body, Self::parse).await
    }
}

impl<T: ParseFromJSON> Bulk<T> {
    fn parse(contract: &Contract, bytes: &[u8]) -> Result<Self> {
        let mut value = contract.json(bytes)?;
        contract.check(&derived::bulk_name(&T::name()), &value)?;
        let atomic = value.get("atomic").and_then(Value::as_bool).unwrap_or_default();
        let items = match value.get_mut("items").map(Value::take) {
            Some(Value::Array(items)) => items,
            _ => Vec::new(),
        };
        let items = items.iter().map(|item| contract.accept(item)).collect();
        Ok(Self { atomic, items })
    }
}
