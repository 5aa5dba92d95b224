//! Values in the lines of a report.

use serde_json::Value;

/// Formats a value on one line.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Null => "none".to_owned(),
        Value::String(text) if text.is_empty() => "\"\"".to_owned(),
        Value::String(text) => text.replace('\n', "\\n"),
        other => other.to_string(),
    }
}

/// Formats the old and the new value.
pub(super) fn arrow(one: &Value, two: &Value) -> String {
    let (old, new) = (shown(one), shown(two));
    // A text that looks like another type is quoted.
    if old == new { format!("{one} → {two}") } else { format!("{old} → {new}") }
}

/// Formats a list.
pub(super) fn list<T: AsRef<str>>(items: &[T]) -> String {
    items.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ")
}

/// Returns the places where two values differ, each with its values.
pub(super) fn leaves<'d>(one: &'d Value, two: &'d Value) -> Vec<(String, &'d Value, &'d Value)> {
    let mut found = Vec::new();
    descend(one, two, String::new(), &mut found);
    found
}

fn descend<'d>(
    one: &'d Value,
    two: &'d Value,
    place: String,
    found: &mut Vec<(String, &'d Value, &'d Value)>,
) {
    match (one, two) {
        (one, two) if one == two => {}
        (Value::Object(old), Value::Object(new)) => {
            let keys = old.keys().chain(new.keys().filter(|key| !old.contains_key(*key)));
            for key in keys {
                descend(&one[key], &two[key], format!("{place}/{key}"), found);
            }
        }
        (Value::Array(old), Value::Array(new)) if old.len() == new.len() => {
            for (at, (one, two)) in old.iter().zip(new).enumerate() {
                descend(one, two, format!("{place}/{at}"), found);
            }
        }
        _ => found.push((place, one, two)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_old_and_the_new_value_never_look_the_same() {
        assert_eq!(arrow(&json!(1), &json!("1")), "1 → \"1\"");
        assert_eq!(arrow(&Value::Null, &json!("a\nb")), "none → a\\nb");
    }

    #[test]
    fn only_the_parts_that_differ_are_returned() {
        let (one, two) =
            (json!({ "a": [1, 2], "b": { "c": 1 } }), json!({ "a": [1, 3], "b": {}, "d": true }));

        let places: Vec<_> = leaves(&one, &two).into_iter().map(|(place, ..)| place).collect();

        assert_eq!(places, ["/a/1", "/b/c", "/d"]);
    }
}
