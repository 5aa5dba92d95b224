//! Building blocks of responses: the body as text, and descriptions for the OpenAPI document.

use poem_openapi::registry::{MetaHeader, MetaMediaType, MetaResponse, MetaSchema, MetaSchemaRef};
#[cfg(test)]
use poem_openapi::types::ToJSON;
use serde::Serialize;

use crate::media::JSON;

/// A resource as text, without a tree of values in between. What is written is what `ToJSON` would: `same_as_contract`
/// is for the tests of wire types, which hold the two together.
pub(crate) fn text(resource: &impl Serialize) -> String {
    // Structs of texts, numbers and lists can't fail.
    serde_json::to_string(resource).unwrap_or_default()
}

/// An answer, for the document.
pub(crate) fn response(
    status: u16,
    description: &'static str,
    schema: Option<MetaSchemaRef>,
    headers: Vec<MetaHeader>,
) -> MetaResponse {
    let content = schema.map(|schema| MetaMediaType { content_type: JSON, schema }).into_iter().collect();
    MetaResponse { description, status: Some(status), status_range: None, content, headers }
}

/// A header field that is text, for the document.
pub(crate) fn text_header(name: &str, description: &str, example: &str) -> MetaHeader {
    MetaHeader {
        name: name.to_owned(),
        description: Some(description.to_owned()),
        required: true,
        deprecated: false,
        schema: MetaSchemaRef::Inline(Box::new(MetaSchema {
            max_length: Some(8000),
            example: Some(example.into()),
            ..MetaSchema::new("string")
        })),
    }
}

/// Whether a value is written as the contract's types would write it.
#[cfg(test)]
pub(crate) fn same_as_contract(resource: &(impl Serialize + ToJSON)) -> bool {
    serde_json::to_value(resource).ok() == resource.to_json() && text(resource) == resource.to_json_string()
}
