//! Building blocks of responses: the body as text, and descriptions for the OpenAPI document.

use poem_openapi::registry::{MetaHeader, MetaMediaType, MetaResponse, MetaSchema, MetaSchemaRef};
#[cfg(test)]
use poem_openapi::types::ToJSON;
use serde::Serialize;

use crate::media::JSON;

/// Serializes a resource to text, without an intermediate tree of values. The text is what `ToJSON` would write: the tests of
/// wire types verify this with `same_as_contract`.
pub(crate) fn text(resource: &impl Serialize) -> String {
    // Structs of texts, numbers and lists always serialize.
    serde_json::to_string(resource).unwrap_or_default()
}

/// Describes a response, for the document.
pub(crate) fn response(
    status: u16,
    description: &'static str,
    schema: Option<MetaSchemaRef>,
    headers: Vec<MetaHeader>,
) -> MetaResponse {
    let content = schema.map(|schema| MetaMediaType { content_type: JSON, schema }).into_iter().collect();
    MetaResponse { description, status: Some(status), status_range: None, content, headers }
}

/// Describes a text header field, for the document.
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

/// Returns whether serde writes a value as the contract's types would write it.
#[cfg(test)]
pub(crate) fn same_as_contract(resource: &(impl Serialize + ToJSON)) -> bool {
    serde_json::to_value(resource).ok() == resource.to_json() && text(resource) == resource.to_json_string()
}
