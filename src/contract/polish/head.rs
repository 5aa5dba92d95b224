//! `HEAD` wherever there is `GET`: the server answers it, so the document says so.

use serde_json::{Value, json};

/// Adds a `head` beside each `get`: the same parameters and header fields, and no body in any answer.
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
    get["description"] =
        "Answers as `GET` does, with the same status and header fields and without a body.".into();
    for (status, answer) in get["responses"].as_object_mut().into_iter().flatten() {
        match answer.get("$ref").and_then(Value::as_str) {
            Some(target) => {
                let name = target.rsplit('/').next().unwrap_or_default();
                let meaning = format!("`{status}`, as for `GET` ({name}).");
                *answer = json!({ "description": meaning, "headers": super::answers::request_id() });
            }
            None => {
                answer.as_object_mut().and_then(|fields| fields.remove("content"));
            }
        }
    }
    get
}
