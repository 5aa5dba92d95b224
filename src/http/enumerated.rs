//! Closed lists of names on the wire: enums that [`named!`](macro@crate::named) wrote down, each a schema of its own.

/// Implements the wire traits of an enum of `named!` under a schema's name and description. The imports that it needs are its own.
macro_rules! enum_type {
    ($type:ty, $name:literal, $about:literal) => {
        const _: () = {
            use std::borrow::Cow;

            use poem_openapi::registry::{MetaSchema, MetaSchemaRef, Registry};
            use poem_openapi::types::{
                ParseError, ParseFromJSON, ParseFromParameter, ParseResult, ToJSON, Type,
            };
            use serde_json::Value;

            impl Type for $type {
                const IS_REQUIRED: bool = true;
                type RawValueType = Self;
                type RawElementValueType = Self;

                fn name() -> Cow<'static, str> {
                    Cow::Borrowed($name)
                }

                fn schema_ref() -> MetaSchemaRef {
                    MetaSchemaRef::Reference($name.to_owned())
                }

                fn register(registry: &mut Registry) {
                    registry.create_schema::<Self, _>($name.to_owned(), |_| MetaSchema {
                        description: Some($about),
                        enum_items: Self::ALL.iter().map(|item| item.name().into()).collect(),
                        ..MetaSchema::new("string")
                    });
                }

                fn as_raw_value(&self) -> Option<&Self> {
                    Some(self)
                }

                fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
                    Box::new(self.as_raw_value().into_iter())
                }
            }

            impl ParseFromJSON for $type {
                fn parse_from_json(value: Option<Value>) -> ParseResult<Self> {
                    match value.unwrap_or_default() {
                        Value::String(text) => Self::parse_from_parameter(&text),
                        other => Err(ParseError::expected_type(other)),
                    }
                }
            }

            impl ParseFromParameter for $type {
                fn parse_from_parameter(value: &str) -> ParseResult<Self> {
                    Self::named(value)
                        .ok_or_else(|| ParseError::custom("is none of the names that are known"))
                }
            }

            impl ToJSON for $type {
                fn to_json(&self) -> Option<Value> {
                    Some(self.name().into())
                }
            }

            impl serde::Serialize for $type {
                fn serialize<Z: serde::Serializer>(
                    &self,
                    serializer: Z,
                ) -> std::result::Result<Z::Ok, Z::Error> {
                    serializer.serialize_str(self.name())
                }
            }
        };
    };
}
pub(crate) use enum_type;
