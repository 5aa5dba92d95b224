//! Shared header fields of responses.

use serde_json::{Map, Value};

use super::{Shared, operations};

/// Names for header fields that have more than one meaning, by their example.
const MEANINGS: &[(&str, &str, &str)] = &[
    ("Cache-Control", "no-store", "Cache-Control-No-Store"),
    ("WWW-Authenticate", "Basic realm=\"Imprint\"", "WWW-Authenticate-Client"),
];

/// Moves header fields into components. Returns the components.
pub(in super::super) fn headers(paths: &mut Value) -> Map<String, Value> {
    let mut shared = Shared::of("headers");
    each(paths, |name, header| shared.add(name, header));
    each(paths, |name, header| shared.replace(name, header));
    shared.components()
}

fn each(paths: &mut Value, mut visit: impl FnMut(&str, &mut Value)) {
    for operation in operations(paths) {
        for answer in operation["responses"].as_object_mut().into_iter().flat_map(Map::values_mut) {
            for (own, header) in
                answer.get_mut("headers").and_then(Value::as_object_mut).into_iter().flatten()
            {
                if header.get("$ref").is_none() {
                    visit(&name(own, header), header);
                }
            }
        }
    }
}

fn name(own: &str, header: &Value) -> String {
    let meant =
        |(name, example, _): &&(&str, &str, &str)| *name == own && header["schema"]["example"] == *example;
    MEANINGS.iter().find(meant).map_or(own, |(_, _, name)| name).to_owned()
}
