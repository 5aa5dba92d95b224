//! Words that the document derives from its own names and patterns.

use serde_json::{Map, Value};

use super::super::document::schema_name;
use crate::media::JSON;

/// Returns the name of the resource that an operation returns: `Book` for a book, and for a page of books.
pub(super) fn resource(operation: &Value) -> &str {
    let answers = operation["responses"].as_object().into_iter().flat_map(Map::values);
    let mut schemas = answers.filter_map(|answer| answer["content"][JSON]["schema"]["$ref"].as_str());
    let name = schemas.next().and_then(schema_name).unwrap_or_default();
    name.strip_suffix("Page").unwrap_or(name)
}

/// Completes the description of a response: `{}` is the resource.
pub(super) fn describe(answer: &mut Value, schemas: &Value) {
    let Some(name) = answer["content"][JSON]["schema"]["$ref"].as_str().and_then(schema_name) else { return };
    let words = answer["description"].as_str().unwrap_or_default();
    let said = schemas[name]["description"].as_str().unwrap_or_default();
    answer["description"] = words.replace("{}", &noun(name)).replace("{about}", said).into();
}

/// `AuditEventPage` → `audit event`, `OAuthClient` → `OAuth client`.
fn noun(schema: &str) -> String {
    let name = schema.strip_suffix("Page").unwrap_or(schema);
    let mut words = String::new();
    for (at, char) in name.char_indices() {
        let starts =
            char.is_uppercase() && at > 0 && !name[..at].ends_with(char::is_uppercase) && &name[..at] != "O";
        if starts {
            words.push(' ');
        }
        words.push(char);
    }
    let lower = |word: &str| if word == "OAuth" { word.to_owned() } else { word.to_lowercase() };
    let words: Vec<_> = words.split(' ').map(lower).collect();
    match words.join(" ").as_str() {
        "me" => "user".to_owned(),
        other => other.to_owned(),
    }
}

/// Names the allowed values of a parameter in its description, if its pattern is a list of names (`sort`, `fields`, `expand`).
pub(super) fn choices(parameter: &mut Value) {
    let lists = ["sort", "fields", "expand"].iter().any(|name| parameter["name"] == *name);
    let pattern = parameter["schema"]["pattern"].as_str().filter(|_| lists);
    let names = pattern.and_then(|pattern| Some(pattern.split_once('(')?.1.split_once(')')?.0));
    if let Some(names) = names {
        let names: Vec<_> = names.split('|').map(|name| format!("`{name}`")).collect();
        let words = parameter["description"].as_str().unwrap_or_default();
        parameter["description"] = format!("{words} Allowed: {}.", names.join(", ")).into();
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_name_of_a_schema_gives_the_noun() {
        for (schema, words) in [
            ("Book", "book"),
            ("AuditEventPage", "audit event"),
            ("OAuthClient", "OAuth client"),
            ("OAuthClientWithSecret", "OAuth client with secret"),
            ("Me", "user"),
        ] {
            assert_eq!(noun(schema), words);
        }
    }

    #[test]
    fn the_names_that_a_pattern_lists_are_named_in_words() {
        let mut sort = json!({ "name": "sort", "description": "The order.", "schema": { "pattern": "^-?(a|b)(,-?(a|b)){0,2}$" } });

        choices(&mut sort);

        assert_eq!(sort["description"], "The order. Allowed: `a`, `b`.");
    }
}
