//! Secrets on the wire. They have no `Display`, so the trait implementations that a macro generates for other types are written
//! out here.

use std::borrow::Cow;

use poem_openapi::registry::{MetaSchema, MetaSchemaRef};
use poem_openapi::types::{ParseError, ParseFromJSON, ParseResult, ToJSON, Type};
use serde_json::Value;

use crate::text::Secret;

impl<const MIN: usize, const MAX: usize> Type for Secret<MIN, MAX> {
    const IS_REQUIRED: bool = true;
    type RawValueType = Self;
    type RawElementValueType = Self;

    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Secret")
    }

    fn schema_ref() -> MetaSchemaRef {
        let secret = MetaSchema::new_with_format("string", "password");
        MetaSchemaRef::Inline(Box::new(MetaSchema { min_length: Some(MIN), max_length: Some(MAX), ..secret }))
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }

    fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
        Box::new(self.as_raw_value().into_iter())
    }
}

impl<const MIN: usize, const MAX: usize> ParseFromJSON for Secret<MIN, MAX> {
    fn parse_from_json(value: Option<Value>) -> ParseResult<Self> {
        match value.unwrap_or_default() {
            Value::String(text) => Self::parse(text).map_err(ParseError::custom),
            other => Err(ParseError::expected_type(other)),
        }
    }
}

/// For the examples of the document only. Nothing else writes a secret.
impl<const MIN: usize, const MAX: usize> ToJSON for Secret<MIN, MAX> {
    fn to_json(&self) -> Option<Value> {
        Some(self.reveal().into())
    }
}
