//! Moves parameters that several operations have into shared components.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::super::names::pascal;

/// Moves parameters that are identical in several operations into components. Returns the components.
///
/// Different parameters of the same name get the tag of their operations as a prefix (`AuthorsSort`, `BooksSort`). Those that the
/// tag does not distinguish stay where they are.
pub(super) fn parameters(paths: &mut Value) -> Value {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    each(paths, |tag, parameter| {
        places.entry(parameter.to_string()).or_default().push(tag.to_owned());
    });
    places.retain(|_, tags| tags.len() > 1);

    let plain = |text: &str| pascal(&text.replace('-', "_").to_lowercase());
    let name = |text: &str| -> Option<String> {
        Some(plain(serde_json::from_str::<Value>(text).ok()?["name"].as_str()?))
    };
    let mut names: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    for text in places.keys() {
        names.entry(name(text).unwrap_or_default()).or_default().push(text);
    }
    let mut shared: BTreeMap<String, String> = BTreeMap::new();
    for (name, texts) in names {
        for text in &texts {
            let qualified =
                if texts.len() == 1 { name.clone() } else { format!("{}{name}", places[*text][0]) };
            let taken = shared.values().any(|known| *known == qualified);
            if !taken {
                shared.insert((*text).clone(), qualified);
            }
        }
    }
    each(paths, |_, parameter| {
        if let Some(name) = shared.get(&parameter.to_string()) {
            *parameter = json!({ "$ref": format!("#/components/parameters/{name}") });
        }
    });
    let mut components: Vec<(String, Value)> = shared
        .into_iter()
        .filter_map(|(text, name)| Some((name, serde_json::from_str(&text).ok()?)))
        .collect();
    components.sort_by(|one, two| one.0.cmp(&two.0));
    Value::Object(components.into_iter().collect())
}

/// Visits every parameter of every operation, with the operation's tag.
fn each(paths: &mut Value, mut visit: impl FnMut(&str, &mut Value)) {
    for item in paths.as_object_mut().into_iter().flat_map(Map::values_mut) {
        for operation in item.as_object_mut().into_iter().flat_map(Map::values_mut) {
            let tag = operation["tags"][0].as_str().unwrap_or_default().to_owned();
            let parameters = operation.get_mut("parameters").and_then(Value::as_array_mut);
            parameters.into_iter().flatten().for_each(|parameter| visit(&tag, parameter));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_twice_is_written_once_and_what_differs_is_told_apart() {
        let limit = json!({ "name": "limit", "in": "query" });
        let sort = |pattern: &str| json!({ "name": "sort", "in": "query", "schema": { "pattern": pattern } });
        let operation =
            |tag: &str, pattern: &str| json!({ "tags": [tag], "parameters": [limit, sort(pattern)] });
        let mut paths = json!({
            "/a": { "get": operation("Authors", "a"), "head": operation("Authors", "a") },
            "/b": { "get": operation("Books", "b"), "head": operation("Books", "b") },
            "/c": { "get": operation("Books", "c") },
        });

        let components = parameters(&mut paths);

        assert_eq!(
            components.as_object().unwrap().keys().collect::<Vec<_>>(),
            ["AuthorsSort", "BooksSort", "Limit"]
        );
        assert_eq!(paths["/b"]["get"]["parameters"][1]["$ref"], "#/components/parameters/BooksSort");
        assert_eq!(paths["/c"]["get"]["parameters"][1], sort("c"));
    }
}
