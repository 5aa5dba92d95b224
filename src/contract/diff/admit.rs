//! Refuses what is no OpenAPI document. Every path of the other document would be reported as an addition.

use serde_json::Value;

/// Checks that a value is a document that the comparison reads.
///
/// # Errors
/// With the reason why it is not.
pub fn admit(document: &Value) -> Result<(), String> {
    let version = match document {
        Value::Null => return Err("it is empty".to_owned()),
        Value::Object(_) => document["openapi"].as_str(),
        _ => return Err("it is not an OpenAPI document: it has no fields".to_owned()),
    };
    let Some(version) = version else {
        let swagger = document.get("swagger").is_some();
        let hint = if swagger { "; convert Swagger 2.0 to OpenAPI 3 first" } else { "" };
        return Err(format!("it is not an OpenAPI document: it has no text `openapi`{hint}"));
    };
    if !version.starts_with("3.0.") && !version.starts_with("3.1.") {
        return Err(format!("it is OpenAPI {version}; the comparison reads 3.0 and 3.1"));
    }
    let has = |key: &str| document[key].as_object().is_some_and(|members| !members.is_empty());
    if !has("paths") && !has("webhooks") {
        return Err("it has no paths".to_owned());
    }
    Ok(())
}
