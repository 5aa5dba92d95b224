//! A parameter that may be repeated: `genre=poetry&genre=drama`.

use std::borrow::Cow;

use poem_openapi::registry::{MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::types::{ParseError, ParseFromParameter, ParseResult, Type};

/// The values of a parameter: none if it is absent, and at most `MAX`.
///
/// In the document it is an array that is written as `name=value` for each value (style `form`, exploded). Each parameter defines
/// itself whether a list contains the items with any of the values or with all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Several<T, const MAX: usize>(pub Vec<T>);

impl<T: Type, const MAX: usize> Type for Several<T, MAX> {
    const IS_REQUIRED: bool = false;
    type RawValueType = Self;
    type RawElementValueType = T::RawValueType;

    fn name() -> Cow<'static, str> {
        Cow::Owned(format!("several_{}", T::name()))
    }

    fn schema_ref() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(MetaSchema {
            items: Some(Box::new(T::schema_ref())),
            max_items: Some(MAX),
            ..MetaSchema::new("array")
        }))
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }

    fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a T::RawValueType> + 'a> {
        Box::new(self.0.iter().filter_map(Type::as_raw_value))
    }
}

impl<T: ParseFromParameter, const MAX: usize> ParseFromParameter for Several<T, MAX> {
    fn parse_from_parameter(value: &str) -> ParseResult<Self> {
        Self::parse_from_parameters([value])
    }

    fn parse_from_parameters<I: IntoIterator<Item = A>, A: AsRef<str>>(values: I) -> ParseResult<Self> {
        let values = Vec::parse_from_parameters(values).map_err(ParseError::propagate)?;
        if values.len() > MAX { Err(ParseError::custom("is given too often")) } else { Ok(Self(values)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Slug;

    fn genres(values: &[&str]) -> Option<usize> {
        Several::<Slug, 2>::parse_from_parameters(values).ok().map(|genres| genres.0.len())
    }

    #[test]
    fn none_and_all_are_read_and_one_too_many_or_a_wrong_one_is_refused() {
        assert_eq!([genres(&[]), genres(&["a"]), genres(&["a", "b"])], [Some(0), Some(1), Some(2)]);
        assert_eq!([genres(&["a", "b", "c"]), genres(&["a", "B"])], [None, None]);
    }
}
