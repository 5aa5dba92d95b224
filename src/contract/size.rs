//! How large a JSON value is: as a text before it is read, and once it is there.

use serde_json::Value;

use crate::error::{Code, Error, Result};

/// Parts (fields, items, texts, numbers) that a body may have, counted by commas and opening brackets. The largest body that the contract
/// allows has 61 000; read, each takes 32 bytes and more.
const PARTS: usize = 100_000;

/// Refuses a JSON text that has too many parts, before it is read.
///
/// # Errors
/// `body_too_large`.
pub(crate) fn admit(text: &[u8]) -> Result<()> {
    let (mut parts, mut in_string, mut escaped) = (0, false, false);
    for byte in text {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b',' | b'[' | b'{' if !in_string => parts += 1,
            _ => {}
        }
    }
    if parts <= PARTS {
        return Ok(());
    }
    Err(Error::new(Code::BODY_TOO_LARGE, format!("The body has more than {PARTS} fields, items and values.")))
}

/// The parts of a value, itself and whatever is in it, up to `limit` and one more.
pub(crate) fn parts(value: &Value, limit: usize) -> usize {
    let mut left = limit.saturating_add(1);
    count(value, &mut left);
    limit.saturating_add(1) - left
}

/// Whether a value has more parts than this.
pub(crate) fn exceeds(value: &Value, limit: usize) -> bool {
    parts(value, limit) > limit
}

fn count(value: &Value, left: &mut usize) {
    *left = left.saturating_sub(1);
    // serde_json reads no deeper than 128, so this does not go far down.
    match value {
        Value::Array(items) => {
            for item in items {
                if *left == 0 {
                    return;
                }
                count(item, left);
            }
        }
        Value::Object(fields) => {
            for field in fields.values() {
                if *left == 0 {
                    return;
                }
                count(field, left);
            }
        }
        _ => {}
    }
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

        assert_eq!((parts(&value, 100), parts(&value, 3)), (7, 4));
        assert!(exceeds(&value, 6) && !exceeds(&value, 7));
    }
}
