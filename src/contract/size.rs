//! How large a JSON value is, counted no further than somebody wants to know.

use serde_json::Value;

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
    fn the_parts_are_counted_up_to_the_limit() {
        let value = json!({"a": [1, 2, {"b": null}], "c": "text"});

        assert_eq!((parts(&value, 100), parts(&value, 3)), (7, 4));
        assert!(exceeds(&value, 6) && !exceeds(&value, 7));
    }
}
