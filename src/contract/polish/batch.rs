//! Batches: their items have the schema of a single body.
//!
//! The server checks the limits of each item by itself and reports what is wrong in the item's result, so its own validator uses a
//! schema of the items without limits. Readers of the document need only one schema for a resource.

use serde_json::{Map, Value, json};

/// Replaces the schema of the items of every batch with that of a single body.
pub(super) fn items(schemas: &mut Map<String, Value>) {
    let relaxed: Vec<_> =
        schemas.keys().filter_map(|name| name.strip_suffix("BatchItem").map(ToOwned::to_owned)).collect();
    for resource in relaxed {
        schemas.shift_remove(&format!("{resource}BatchItem"));
        if let Some(batch) = schemas.get_mut(&format!("{resource}Batch")) {
            batch["properties"]["items"]["items"] =
                json!({ "$ref": format!("#/components/schemas/{resource}Input") });
        }
    }
}
