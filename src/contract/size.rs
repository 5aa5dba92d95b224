//! The size of a JSON value: as a text before it is parsed, and as a value afterwards.

use serde_json::Value;

use crate::error::{Code, Error, Result};

/// The maximum number of parts (fields, items, texts, numbers) of a body, counted by commas and opening brackets. The largest
/// body that the contract allows has 61 000. Each takes at least 32 bytes once parsed.
const PARTS: usize = 64_000;

/// The depth that `serde_json` parses. It rejects a text at the first bracket that goes deeper, so what follows costs nothing.
const DEPTH: usize = 128;

/// Rejects a JSON text that has too many parts, before it is parsed.
///
/// # Errors
/// `body_too_large`.
pub(crate) fn admit(text: &[u8]) -> Result<()> {
    let (mut parts, mut depth, mut in_string, mut escaped) = (0, 0_usize, false, false);
    for byte in text {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b',' if !in_string => parts += 1,
            b'[' | b'{' if !in_string => (parts, depth) = (parts + 1, depth + 1),
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEPTH {
            break;
        }
    }
    if parts <= PARTS { Ok(()) } else { Err(too_many()) }
}

/// Rejects a form that has too many fields, before it is parsed.
///
/// # Errors
/// `body_too_large`.
pub(crate) fn admit_form(text: &[u8]) -> Result<()> {
    if text.split(|byte| *byte == b'&').count() <= PARTS { Ok(()) } else { Err(too_many()) }
}

fn too_many() -> Error {
    Error::new(Code::BODY_TOO_LARGE, format!("The body has more than {PARTS} fields, items and values."))
}

/// Returns whether a value has more parts than the limit, counting itself and everything inside it.
pub(crate) fn exceeds(value: &Value, limit: usize) -> bool {
    sum(value, limit, |_| 1) > limit
}

/// Returns the approximate size of a value in bytes, counted no further than `limit`.
pub(crate) fn weight(value: &Value, limit: usize) -> usize {
    sum(value, limit, |part| 16 + part.as_str().map_or(0, str::len))
}

/// Sums over all parts of a value, no further than `limit`. `serde_json` parses no deeper than 128 levels, so the recursion is
/// shallow.
fn sum(value: &Value, limit: usize, each: impl Fn(&Value) -> usize + Copy) -> usize {
    let mut total = each(value);
    let mut add = |part: &Value| {
        if total <= limit {
            total += sum(part, limit - total, each);
        }
    };
    match value {
        Value::Array(items) => items.iter().for_each(&mut add),
        Value::Object(fields) => fields.values().for_each(&mut add),
        _ => {}
    }
    total
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_text_of_too_many_parts_is_refused_whatever_they_are_and_what_stands_in_strings_is_no_part() {
        let items = |item: &str| format!("[{}]", vec![item; PARTS + 1].join(","));

        for item in ["1", "[]", "{}", "\"\"", "\"\\\"\""] {
            assert_eq!(admit(items(item).as_bytes()).unwrap_err().code(), Code::BODY_TOO_LARGE, "{item}");
        }
        assert!(admit(format!("[\"{}\\\"{}\"]", ",".repeat(PARTS), "[{".repeat(PARTS)).as_bytes()).is_ok());
    }

    #[test]
    fn the_parts_are_counted_up_to_the_limit() {
        let value = json!({"a": [1, 2, {"b": null}], "c": "text"});

        assert_eq!((weight(&value, 1000), weight(&value, 40)), (7 * 16 + 4, 48));
        assert!(exceeds(&value, 6) && !exceeds(&value, 7));
    }
}
