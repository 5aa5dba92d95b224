//! Deprecations: one paragraph in the description of an operation, a parameter or a field marks it as deprecated everywhere.
//!
//! ```text
//! Deprecated since 2026-11-01, sunset 2027-05-01. Use `listBooksV2`.
//! ```
//!
//! The sunset is the day after which it may be removed. It can be left out.

use serde_json::{Map, Value, json};

use super::super::emit::EmitError;
use super::super::names::{SINCE, SUNSET};
use crate::clock::Date;

/// Marks everything that its description declares as deprecated.
///
/// # Errors
/// When such a paragraph is malformed, or something is marked as deprecated without one: callers would not know how long it
/// stays.
pub(super) fn mark(paths: &mut Value, schemas: &mut Value) -> Result<(), EmitError> {
    for (path, item) in paths.as_object_mut().into_iter().flatten() {
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            let place = format!("{} {path}", method.to_uppercase());
            one(&place, operation)?;
            let parameters = operation.get_mut("parameters").and_then(Value::as_array_mut);
            for parameter in parameters.into_iter().flatten() {
                one(&format!("{place}, parameter {}", parameter["name"]), parameter)?;
            }
        }
    }
    schemas.as_object_mut().into_iter().flatten().try_for_each(|(name, schema)| fields(name, schema))
}

fn fields(place: &str, schema: &mut Value) -> Result<(), EmitError> {
    let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
    for (name, field) in properties.into_iter().flatten() {
        let place = format!("{place}.{name}");
        one(&place, field)?;
        fields(&place, field)?;
    }
    schema.get_mut("items").map_or(Ok(()), |items| fields(place, items))
}

fn one(place: &str, part: &mut Value) -> Result<(), EmitError> {
    let words = part["description"].as_str().unwrap_or_default();
    let line = words.lines().map(str::trim).find(|line| line.starts_with("Deprecated"));
    match (line.map(dates), part["deprecated"] == true, part.as_object_mut()) {
        (Some(Some((since, sunset))), _, Some(part)) => put(part, since, sunset),
        (None, false, _) => {}
        _ => return Err(EmitError::Deprecation(place.to_owned())),
    }
    Ok(())
}

fn put(part: &mut Map<String, Value>, since: Date, sunset: Option<Date>) {
    part.insert("deprecated".to_owned(), json!(true));
    part.insert(SINCE.to_owned(), json!(since.to_string()));
    part.extend(sunset.map(|sunset| (SUNSET.to_owned(), json!(sunset.to_string()))));
}

/// Parses the dates of the paragraph's first line. The sunset must not be before the deprecation.
fn dates(line: &str) -> Option<(Date, Option<Date>)> {
    let rest = line.strip_prefix("Deprecated since ")?;
    let (since, rest) = rest.split_at_checked(10)?;
    let since = since.parse().ok()?;
    let Some(rest) = rest.strip_prefix(", sunset ") else {
        return rest.starts_with('.').then_some((since, None));
    };
    let (sunset, rest) = rest.split_at_checked(10)?;
    let sunset = sunset.parse().ok()?;
    (rest.starts_with('.') && sunset >= since).then_some((since, Some(sunset)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(mut part: Value) -> Option<Value> {
        one("here", &mut part).ok().map(|()| part)
    }

    #[test]
    fn a_paragraph_with_dates_marks_what_it_stands_at() {
        let words = "What it is.\n\nDeprecated since 2026-11-01, sunset 2027-05-01. Use `other`.";

        let part = marked(json!({ "description": words })).unwrap();

        assert_eq!(
            (&part["deprecated"], &part[SINCE], &part[SUNSET]),
            (&json!(true), &json!("2026-11-01"), &json!("2027-05-01"))
        );
        let open = marked(json!({ "description": "Deprecated since 2026-11-01." })).unwrap();
        assert_eq!((&open["deprecated"], open.get(SUNSET)), (&json!(true), None));
        assert_eq!(marked(json!({ "description": "Plain." })).unwrap().get("deprecated"), None);
    }

    #[test]
    fn a_mark_without_dates_and_dates_that_make_no_sense_are_refused() {
        assert_eq!(marked(json!({ "deprecated": true, "description": "Old." })), None);
        for words in [
            "Deprecated.",
            "Deprecated since yesterday.",
            "Deprecated since 2026-02-30.",
            "Deprecated since 2026-11-01, sunset 2026-10-31.",
            "Deprecated since 2026-11-01 sunset 2027-05-01.",
        ] {
            assert_eq!(marked(json!({ "description": words })), None, "{words}");
        }
    }

    #[test]
    fn fields_inside_fields_and_lists_are_found() {
        let old = json!({ "type": "string", "description": "Deprecated since 2026-11-01." });
        let items = json!({ "type": "object", "properties": { "old": old } });
        let mut schemas =
            json!({ "Thing": { "properties": { "list": { "type": "array", "items": items } } } });

        mark(&mut json!({}), &mut schemas).unwrap();

        assert_eq!(schemas["Thing"]["properties"]["list"]["items"]["properties"]["old"]["deprecated"], true);
    }
}
