//! The `info` section and the tags of the document, which a new consumer reads first.

use serde_json::{Value, json};

/// Returns title, introduction, version and licence.
pub(super) fn info() -> Value {
    json!({
        "title": "Imprint",
        "version": env!("CARGO_PKG_VERSION"),
        "description": include_str!("introduction.md"),
        "license": { "name": "MIT OR Apache-2.0", "url": "https://spdx.org/licenses/MIT.html" },
    })
}

/// Returns the tags, sorted by name. Each links to its operations in the reference of the server that the document names.
pub(super) fn tags(raw: &Value, server: &str) -> Value {
    let mut tags = raw.as_array().cloned().unwrap_or_default();
    for tag in &mut tags {
        let name = tag["name"].as_str().unwrap_or_default().to_owned();
        let url = format!("{}/docs/reference#tag/{name}", server.trim_end_matches('/'));
        tag["externalDocs"] = json!({ "url": url, "description": format!("{name} in the reference") });
    }
    tags.sort_by_key(|tag| tag["name"].as_str().unwrap_or_default().to_owned());
    Value::Array(tags)
}
