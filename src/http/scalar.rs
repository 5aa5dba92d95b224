//! The domain's values on the wire: their schemas, and how they are parsed and serialized.
//!
//! Limits and patterns come from the types themselves, so the contract cannot promise anything that is not enforced.

#[cfg(test)]
mod agreement;
mod secret;

use std::borrow::Cow;

use poem_openapi::registry::{MetaSchema, MetaSchemaRef};
use poem_openapi::types::{ParseError, ParseFromJSON, ParseFromParameter, ParseResult, ToJSON, Type};
use serde_json::Value;

use crate::clock::{Date, Instant};
use crate::id::Id;
use crate::text::line::{LABEL_PATTERN, LINE_PATTERN, PROSE_PATTERN};
use crate::text::{Email, Isbn, Label, Line, Prose, RedirectUri, Slug, Username, WebUrl, Whole};

/// Returns a schema of type string.
pub(crate) fn string() -> MetaSchema {
    MetaSchema::new("string")
}

/// Returns a schema for a text. `format` is a custom format, for what the pattern does not say: `polish` removes it from the
/// document, and the validator uses it.
pub(super) fn text(format: &'static str, min: usize, max: usize, pattern: &str) -> MetaSchema {
    MetaSchema {
        min_length: Some(min),
        max_length: Some(max),
        pattern: Some(pattern.to_owned()),
        ..MetaSchema::new_with_format("string", format)
    }
}

pub(crate) use super::wire::string_type;

string_type!(Id, "Id", MetaSchema::new_with_format("string", "uuid"), |text: String| text.parse::<Id>());
string_type!(Date, "Date", MetaSchema::new_with_format("string", "date"), |text: String| text
    .parse::<Date>());
string_type!(Instant, "Instant", MetaSchema::new_with_format("string", "date-time"), |text: String| text
    .parse::<Instant>(
));
string_type!(
    [const MIN: usize, const MAX: usize] Line<MIN, MAX>, "Line",
    text("text-line", MIN, MAX, LINE_PATTERN),
    Line::parse
);
string_type!(
    [const MAX: usize] Label<MAX>, "Label",
    text("text-label", 1, MAX, LABEL_PATTERN),
    Label::parse
);
string_type!(
    [const MAX: usize] Prose<MAX>, "Prose",
    text("text-prose", 1, MAX, PROSE_PATTERN),
    Prose::parse
);
string_type!(
    Slug,
    "Slug",
    MetaSchema {
        min_length: Some(1),
        max_length: Some(Slug::MAX),
        pattern: Some(Slug::PATTERN.to_owned()),
        ..string()
    },
    Slug::parse
);
// A custom format: `polish` removes it from the document, and the validator uses it to verify the check digit.
string_type!(
    Isbn,
    "Isbn",
    MetaSchema {
        min_length: Some(13),
        max_length: Some(13),
        pattern: Some("^97[89][0-9]{10}$".to_owned()),
        ..MetaSchema::new_with_format("string", "isbn13")
    },
    Isbn::parse
);
string_type!(
    WebUrl,
    "WebUrl",
    MetaSchema {
        max_length: Some(WebUrl::MAX),
        pattern: Some(WebUrl::PATTERN.to_owned()),
        ..MetaSchema::new_with_format("string", "uri")
    },
    WebUrl::parse
);

string_type!(
    RedirectUri,
    "RedirectUri",
    MetaSchema {
        min_length: Some(1),
        max_length: Some(RedirectUri::MAX),
        pattern: Some(RedirectUri::PATTERN.to_owned()),
        ..MetaSchema::new_with_format("string", "uri")
    },
    RedirectUri::parse
);

string_type!(
    Email,
    "Email",
    MetaSchema {
        min_length: Some(5),
        max_length: Some(Email::MAX),
        pattern: Some(Email::PATTERN.to_owned()),
        // RFC 6531. Our validator also limits the length of the key by which addresses are compared.
        ..MetaSchema::new_with_format("string", "idn-email")
    },
    Email::parse
);
string_type!(
    Username,
    "Username",
    MetaSchema {
        min_length: Some(Username::MIN),
        max_length: Some(Username::MAX),
        pattern: Some("^[A-Za-z0-9._-]*$".to_owned()),
        ..string()
    },
    Username::parse
);

impl<const MIN: i32, const MAX: i32> Type for Whole<MIN, MAX> {
    const IS_REQUIRED: bool = true;
    type RawValueType = Self;
    type RawElementValueType = Self;

    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Whole")
    }

    fn schema_ref() -> MetaSchemaRef {
        let bounds = MetaSchema::new_with_format("integer", "int32");
        MetaSchemaRef::Inline(Box::new(MetaSchema {
            minimum: Some(f64::from(MIN)),
            maximum: Some(f64::from(MAX)),
            ..bounds
        }))
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }

    fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
        Box::new(self.as_raw_value().into_iter())
    }
}

impl<const MIN: i32, const MAX: i32> ParseFromJSON for Whole<MIN, MAX> {
    fn parse_from_json(value: Option<Value>) -> ParseResult<Self> {
        let value = value.unwrap_or_default();
        let whole = value.as_i64().or_else(|| {
            // JSON Schema treats 3.0 as an integer. A float beyond 2^53 is not exact, and out of range here anyway.
            #[expect(clippy::cast_possible_truncation, reason = "checked to be whole and small")]
            value
                .as_f64()
                .filter(|number| number.fract() == 0.0 && number.abs() < 9e15)
                .map(|number| number as i64)
        });
        match whole {
            Some(number) => Self::parse(number).map_err(ParseError::custom),
            None => Err(ParseError::expected_type(value)),
        }
    }
}

impl<const MIN: i32, const MAX: i32> ParseFromParameter for Whole<MIN, MAX> {
    fn parse_from_parameter(value: &str) -> ParseResult<Self> {
        let digits = value.strip_prefix('-').unwrap_or(value);
        let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let number = value.parse().ok().filter(|_| plain);
        number
            .and_then(|number| Self::parse(number).ok())
            .ok_or_else(|| ParseError::custom("is out of range"))
    }
}

impl<const MIN: i32, const MAX: i32> ToJSON for Whole<MIN, MAX> {
    fn to_json(&self) -> Option<Value> {
        Some(self.get().into())
    }
}

impl<const MIN: i32, const MAX: i32> serde::Serialize for Whole<MIN, MAX> {
    fn serialize<Z: serde::Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        serializer.serialize_i32(self.get())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_number_may_be_written_as_a_float_in_json_only() {
        type Pages = Whole<1, 20>;

        assert!(Pages::parse_from_json(Some(3.0.into())).is_ok());
        for value in [Value::from(3.5), 0.into(), 21.into(), 1e300.into(), "3".into()] {
            assert!(Pages::parse_from_json(Some(value.clone())).is_err(), "{value}");
        }
        assert!(Pages::parse_from_parameter("3.0").is_err() && Pages::parse_from_parameter("+3").is_err());
    }
}
