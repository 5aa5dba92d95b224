//! Types that are a single string on the wire.

/// Implements the wire traits for a type that is one JSON string. The macro brings its own imports.
macro_rules! string_type {
    (@wire [$($generics:tt)*] $type:ty, $name:expr, $schema:expr, |$registry:ident| $register:expr, $parse:expr) => {
        const _: () = {
            use std::borrow::Cow;

            use poem_openapi::registry::{MetaSchemaRef, Registry};
            use poem_openapi::types::{ParseError, ParseFromJSON, ParseFromParameter, ParseResult, ToJSON, Type};
            use serde_json::Value;

            impl<$($generics)*> Type for $type {
                const IS_REQUIRED: bool = true;
                type RawValueType = Self;
                type RawElementValueType = Self;

                fn name() -> Cow<'static, str> {
                    Cow::Borrowed($name)
                }

                fn schema_ref() -> MetaSchemaRef {
                    $schema
                }

                fn register($registry: &mut Registry) {
                    $register
                }

                fn as_raw_value(&self) -> Option<&Self> {
                    Some(self)
                }

                fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
                    Box::new(self.as_raw_value().into_iter())
                }
            }

            impl<$($generics)*> ParseFromJSON for $type {
                fn parse_from_json(value: Option<Value>) -> ParseResult<Self> {
                    match value.unwrap_or_default() {
                        Value::String(text) => $parse(text).map_err(ParseError::custom),
                        other => Err(ParseError::expected_type(other)),
                    }
                }
            }

            impl<$($generics)*> ParseFromParameter for $type {
                fn parse_from_parameter(value: &str) -> ParseResult<Self> {
                    $parse(value.to_owned()).map_err(ParseError::custom)
                }
            }

            impl<$($generics)*> ToJSON for $type {
                fn to_json(&self) -> Option<Value> {
                    Some(Value::String(self.to_string()))
                }
            }

            impl<$($generics)*> serde::Serialize for $type {
                fn serialize<Z: serde::Serializer>(&self, serializer: Z) -> std::result::Result<Z::Ok, Z::Error> {
                    serializer.collect_str(self)
                }
            }
        };
    };
    ([$($generics:tt)*] $type:ty, $name:expr, $schema:expr, $parse:expr) => {
        $crate::http::wire::string_type!(
            @wire [$($generics)*] $type, $name, MetaSchemaRef::Inline(Box::new($schema)), |_registry| (), $parse
        );
    };
    // With a component of its own, named `$name`. `$schema` describes it.
    (@named $type:ty, $name:literal, $schema:expr, $parse:expr) => {
        $crate::http::wire::string_type!(
            @wire [] $type,
            $name,
            MetaSchemaRef::Reference($name.to_owned()),
            |registry| registry.create_schema::<$type, _>($name.to_owned(), |_| $schema),
            $parse
        );
    };
    ($type:ty, $($rest:tt)*) => {
        $crate::http::wire::string_type!([] $type, $($rest)*);
    };
}
pub(crate) use string_type;
