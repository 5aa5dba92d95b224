//! Converts the findings of the JSON Schema validator into faults that callers can read.

use std::borrow::Cow;

use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind};

use crate::error::{Fault, FaultCode, pointer};
use crate::text::line::{LABEL_PATTERN, LINE_PATTERN, PROSE_PATTERN};
use crate::text::pattern::{CURSOR, ENTITY_TAGS, JSON_POINTER};
use crate::text::{Email, RedirectUri, Slug, WebUrl};

/// Returns the faults of one finding, below the place where it was found.
pub(super) fn faults(error: &ValidationError<'_>) -> Vec<Fault> {
    let place = error.instance_path().as_str().to_owned();
    if let ValidationErrorKind::AdditionalProperties { unexpected } = error.kind() {
        let fault = |name: &String| {
            Fault::body(place.clone() + &pointer(name), FaultCode::Unknown, "is not a known field")
        };
        return unexpected.iter().map(fault).collect();
    }
    if let ValidationErrorKind::Required { property } = error.kind() {
        let name = property.as_str().unwrap_or_default();
        return vec![Fault::body(place + &pointer(name), FaultCode::Required, "is required")];
    }
    if let ValidationErrorKind::OneOfNotValid { context } = error.kind()
        && let Some(meant) = context.iter().find(|variant| variant.iter().all(|error| !picks_another(error)))
    {
        return meant.iter().flat_map(faults).collect();
    }
    if let ValidationErrorKind::OneOfNotValid { context } = error.kind()
        && let Some(fault) = unknown_variant(context)
    {
        return vec![fault];
    }
    let (code, detail) = what(error.kind());
    vec![Fault::body(place, code, detail)]
}

/// Returns the fault of a discriminator that selects none of the variants: it must be one of the values of them all.
fn unknown_variant(context: &[Vec<ValidationError<'_>>]) -> Option<Fault> {
    let mut values = Vec::new();
    let mut place = None;
    for variant in context {
        let picked = variant.iter().find(|error| picks_another(error))?;
        let ValidationErrorKind::Enum { options } = picked.kind() else { return None };
        values.extend(options.as_array()?.iter().cloned());
        place = Some(picked.instance_path().as_str().to_owned());
    }
    let expected = format!("must be one of {}", serde_json::Value::from(values));
    Some(Fault::body(place?, FaultCode::NotAllowed, expected))
}

/// Returns whether the variant was not meant: its discriminator, an enum, has another value.
fn picks_another(error: &ValidationError<'_>) -> bool {
    matches!(error.kind(), ValidationErrorKind::Enum { .. })
}

/// Returns the code of a fault, and what is expected.
pub(super) fn what(kind: &ValidationErrorKind) -> (FaultCode, Cow<'static, str>) {
    let count = |number: u64, one: &str| format!("{number} {one}{}", if number == 1 { "" } else { "s" });
    match kind {
        ValidationErrorKind::Type { kind } => {
            (FaultCode::WrongType, format!("must be {}", types(kind)).into())
        }
        ValidationErrorKind::MinLength { limit } => {
            (FaultCode::TooShort, format!("must have at least {}", count(*limit, "character")).into())
        }
        ValidationErrorKind::MaxLength { limit } => {
            (FaultCode::TooLong, format!("must have at most {}", count(*limit, "character")).into())
        }
        ValidationErrorKind::Minimum { limit } => {
            (FaultCode::TooSmall, format!("must be at least {}", number(limit)).into())
        }
        ValidationErrorKind::Maximum { limit } => {
            (FaultCode::TooLarge, format!("must be at most {}", number(limit)).into())
        }
        ValidationErrorKind::MinItems { limit } => {
            (FaultCode::TooFew, format!("must have at least {}", count(*limit, "item")).into())
        }
        ValidationErrorKind::MaxItems { limit } => {
            (FaultCode::TooMany, format!("must have at most {}", count(*limit, "item")).into())
        }
        ValidationErrorKind::Format { format } => (FaultCode::BadFormat, form(format)),
        ValidationErrorKind::Pattern { pattern } => (FaultCode::BadFormat, pattern_in_words(pattern)),
        ValidationErrorKind::Enum { options } => {
            (FaultCode::NotAllowed, format!("must be one of {options}").into())
        }
        ValidationErrorKind::OneOfNotValid { .. } | ValidationErrorKind::OneOfMultipleValid { .. } => {
            (FaultCode::NotAllowed, "must be one of the forms that the contract lists".into())
        }
        _ => (FaultCode::NotAllowed, "is invalid".into()),
    }
}

fn types(kind: &TypeKind) -> String {
    let name = |name: &str| match name {
        "array" | "object" | "integer" => format!("an {name}"),
        "null" => "null".to_owned(),
        _ => format!("a {name}"),
    };
    match kind {
        TypeKind::Single(one) => name(&one.to_string()),
        TypeKind::Multiple(many) => {
            let mut names: Vec<_> = many.iter().map(|one| name(&one.to_string())).collect();
            names.sort_by_key(|name| name == "null");
            names.join(" or ")
        }
    }
}

/// Formats a limit as an integer: `20000.0` in the document is 20000.
fn number(limit: &serde_json::Value) -> String {
    let text = limit.to_string();
    text.strip_suffix(".0").map_or_else(|| text.clone(), ToOwned::to_owned)
}

const NO_CONTROLS: &str = "must not have control characters or noncharacters";
const VISIBLE: &str = "must have at least one visible character, and no control characters or noncharacters";

/// Describes a pattern in words.
pub(super) fn pattern_in_words(pattern: &str) -> Cow<'static, str> {
    let words = match pattern {
        Email::PATTERN => "must be an e-mail address",
        Slug::PATTERN => {
            "must be lower-case words of a to z and digits, with single hyphens or underscores between"
        }
        WebUrl::PATTERN => "must be an address with http or https and a host",
        LINE_PATTERN => NO_CONTROLS,
        LABEL_PATTERN | PROSE_PATTERN => VISIBLE,
        RedirectUri::PATTERN => {
            "must be an address with https, with http on this machine, or with an app's own scheme that contains a dot; without user and fragment"
        }
        ENTITY_TAGS => "must be * or entity tags in quotes, separated by commas",
        JSON_POINTER => "must be a JSON Pointer, such as /title",
        CURSOR => "must be a cursor that this list has returned",
        other => {
            let described =
                names_in_words(other).unwrap_or_else(|| format!("must match the pattern {other}"));
            return described.into();
        }
    };
    words.into()
}

/// Describes the pattern of a list of names (`sort`, `fields`, `expand`).
fn names_in_words(pattern: &str) -> Option<String> {
    let one = pattern.strip_prefix('^')?.split_once(")(,")?.0;
    let (sign, names) = one.split_once('(')?;
    let order = if sign == "-?" { "; put - before a field for descending order" } else { "" };
    Some(format!("must be one or more of {}, separated by commas{order}", names.replace('|', ", ")))
}

fn form(format: &str) -> Cow<'static, str> {
    match format {
        "uuid" => "must be a UUID".into(),
        "date" => "must be a date of the calendar from the year 1 on, as YYYY-MM-DD".into(),
        "date-time" => "must be a date and time with offset (RFC 3339)".into(),
        "uri" => "must be an absolute address (RFC 3986)".into(),
        "idn-email" => "must be an e-mail address".into(),
        "text-line" => NO_CONTROLS.into(),
        "text-label" | "text-prose" => VISIBLE.into(),
        "isbn13" => "must be an ISBN-13, without hyphens and with the right check digit".into(),
        other => format!("must have the format {other}").into(),
    }
}

/// Decodes percent-encoding in one part of a path or query. Returns `None` if the result is not UTF-8 or a `%` is incomplete.
pub(super) fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                u8::try_from(digit()? * 16 + digit()?).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}
