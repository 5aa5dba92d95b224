//! Marks the lists, for generators that can follow pages.

use serde_json::{Map, Value, json};

use super::super::names::PAGINATION;

/// Adds the extension to every operation that has a cursor: the query parameters of a page, and where its body has the items and
/// the next cursor.
pub(super) fn add(paths: &mut Value) {
    for item in paths.as_object_mut().into_iter().flat_map(Map::values_mut) {
        let Some(get) = item.get_mut("get") else { continue };
        let mut parameters = get["parameters"].as_array().into_iter().flatten();
        if parameters.any(|parameter| parameter["name"] == "cursor") {
            get[PAGINATION] = json!({ "limit": "limit", "cursor": "cursor", "items": "data", "nextCursor": "meta.nextCursor" });
        }
    }
}
