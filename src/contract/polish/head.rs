//! Adds `HEAD` to the document wherever there is `GET`, because the server answers it.

use serde_json::Value;

/// The description of a successful response to `HEAD`.
pub(super) const HEAD: &str = "The header fields of the response to `GET`.";

/// Adds a `head` beside each `get`: the same parameters, header fields and failures, and no body.
pub(super) fn add(paths: &mut Value) {
    for item in paths.as_object_mut().into_iter().flat_map(serde_json::Map::values_mut) {
        if let (Some(get), Some(item)) = (item.get("get").cloned(), item.as_object_mut()) {
            item.insert("head".to_owned(), head(get));
        }
    }
}

fn head(mut get: Value) -> Value {
    let id = get["operationId"].as_str().unwrap_or_default().to_owned();
    let noun = id.strip_prefix("get").or_else(|| id.strip_prefix("list")).unwrap_or(&id);
    let summary = get["summary"].as_str().unwrap_or_default().to_owned();
    get["operationId"] = format!("head{noun}").into();
    get["summary"] = format!("{summary}, without the body").into();
    get["description"] = "Returns the same status and header fields as `GET`, without the body.".into();
    // Failures keep the description of `GET`, although their bodies are not sent either.
    for answer in get["responses"].as_object_mut().into_iter().flat_map(serde_json::Map::values_mut) {
        if answer.as_object_mut().and_then(|fields| fields.remove("content")).is_some() {
            answer["description"] = HEAD.into();
        }
    }
    get
}
