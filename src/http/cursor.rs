//! Cursors: a position in one list, opaque to callers.
//!
//! A cursor contains a checksum over its own bytes and over the list it was made for (path, order, filters), so a cursor that is
//! damaged or belongs to another list is recognised. It holds no secret and grants no access, so it has a checksum and no
//! signature.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::clock::Instant;
use crate::error::{Code, Error, Result};
use crate::page::{KeyValue, Position, Start};

/// The maximum length of a cursor. A text that lists are sorted by is either short (`db::search::sort_key`) or an e-mail address,
/// which has at most 254 characters. With two of them and a timestamp, a cursor has 1 950 characters in base64.
pub const MAX: usize = 2000;

/// The characters of a cursor: URL-safe base64 (RFC 4648).
pub use crate::text::pattern::CURSOR as PATTERN;

const CHECK: usize = 8;

/// Encodes a position in the list that `scope` names.
#[must_use]
pub fn encode(scope: &str, position: &Position, before: bool) -> String {
    let values: Vec<Value> = position.values.iter().map(value).collect();
    let payload = json!([before, values, position.id.to_string()]).to_string();
    let mut bytes = check(scope, payload.as_bytes()).to_vec();
    bytes.extend_from_slice(payload.as_bytes());
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Decodes a cursor that was made for the same list.
///
/// # Errors
/// `cursor_invalid` for any other text.
pub fn decode(scope: &str, cursor: &str) -> Result<Start> {
    let invalid = || Error::from(Code::CURSOR_INVALID);
    let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| invalid())?;
    let (sum, payload) = bytes.split_at_checked(CHECK).ok_or_else(invalid)?;
    if sum != check(scope, payload) {
        return Err(invalid());
    }
    let (before, values, id): (bool, Vec<Value>, String) =
        serde_json::from_slice(payload).map_err(|_| invalid())?;
    let values = values.iter().map(key).collect::<Option<_>>().ok_or_else(invalid)?;
    let position = Position { values, id: id.parse().map_err(|_| invalid())? };
    Ok(if before { Start::Before(position) } else { Start::After(position) })
}

fn value(key: &KeyValue) -> Value {
    match key {
        KeyValue::Text(text) => json!(text),
        KeyValue::Number(number) => json!(number),
        KeyValue::Moment(moment) => json!([moment.micros()]),
    }
}

fn key(value: &Value) -> Option<KeyValue> {
    match value {
        // No key contains control characters, and PostgreSQL rejects NUL.
        Value::String(text) if text.contains(char::is_control) => None,
        Value::String(text) => Some(KeyValue::Text(text.clone())),
        Value::Number(number) => Some(KeyValue::Number(i32::try_from(number.as_i64()?).ok()?)),
        Value::Array(moment) => Some(KeyValue::Moment(Instant::from_micros(moment.first()?.as_i64()?).ok()?)),
        _ => None,
    }
}

fn check(scope: &str, payload: &[u8]) -> [u8; CHECK] {
    let hash = Sha256::new().chain_update(scope).chain_update([0]).chain_update(payload).finalize();
    let mut sum = [0; CHECK];
    sum.copy_from_slice(&hash[..CHECK]);
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position() -> Position {
        let moment = KeyValue::Moment("2026-01-01T00:00:00.000001Z".parse().unwrap());
        let values = vec![moment, KeyValue::Text("zoë".to_owned()), KeyValue::Number(-3)];
        Position { values, id: "019b76da-a800-7000-8000-000000000001".parse().unwrap() }
    }

    #[test]
    fn a_cursor_leads_back_to_its_position() {
        let after = decode("list", &encode("list", &position(), false)).unwrap();
        let before = decode("list", &encode("list", &position(), true)).unwrap();

        assert_eq!((after, before), (Start::After(position()), Start::Before(position())));
    }

    #[test]
    fn a_cursor_of_another_list_or_with_another_letter_is_refused() {
        let cursor = encode("list", &position(), false);
        let mut changed = cursor.clone().into_bytes();
        changed[20] = if changed[20] == b'A' { b'B' } else { b'A' };

        for (scope, text) in [
            ("other", cursor.as_str()),
            ("list", std::str::from_utf8(&changed).unwrap()),
            ("list", ""),
            ("list", "é"),
        ] {
            assert_eq!(decode(scope, text).unwrap_err().code(), Code::CURSOR_INVALID, "{text}");
        }
    }
}
