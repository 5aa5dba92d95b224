//! Parameters of the query that one extractor reads together.
//!
//! The extractor's `param_schema_ref` is an [`object`] with a [`property`] for each of them, which the document spreads into
//! parameters (`contract/spread.rs`); its `from_request` takes one [`read`] for each.

use poem::{Request, RequestBody, Result};
use poem_openapi::param::Query;
use poem_openapi::registry::{MetaSchema, MetaSchemaRef};
use poem_openapi::types::{ParseFromParameter, Type};
use poem_openapi::{ApiExtractor as _, ExtractParamOptions};

/// All parameters of an extractor.
pub(crate) fn object(properties: Vec<(&'static str, MetaSchemaRef)>) -> MetaSchemaRef {
    MetaSchemaRef::Inline(Box::new(MetaSchema { properties, ..MetaSchema::new("object") }))
}

/// One parameter: its name, and what it means.
pub(crate) fn property<T: Type>(name: &'static str, meaning: &'static str) -> (&'static str, MetaSchemaRef) {
    let schema =
        MetaSchema { description: Some(meaning), all_of: vec![T::schema_ref()], ..MetaSchema::new("") };
    (name, MetaSchemaRef::Inline(Box::new(schema)))
}

/// Reads one parameter, as if it were an argument of the handler.
///
/// # Errors
/// When it can't be read; the error has its name.
pub(crate) async fn read<T: ParseFromParameter>(
    request: &Request,
    body: &mut RequestBody,
    name: &'static str,
) -> Result<T> {
    let options = ExtractParamOptions {
        name,
        ignore_case: false,
        default_value: None,
        example_value: None,
        explode: true,
        style: None,
    };
    Query::from_request(request, body, options).await.map(|Query(value)| value)
}
