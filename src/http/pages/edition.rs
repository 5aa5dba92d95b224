//! The OpenAPI document as Swagger UI and Redoc show it. The contract itself is not changed.

use serde_json::{Map, Value, json};

use super::samples;

/// The paths of the editions for the two pages.
pub(super) const TO_TRY: &str = "/docs/try.json";
pub(super) const TO_READ: &str = "/docs/reference.json";

/// The introduction above the operations on the page for trying them. The reference page has the full one.
const INTRODUCTION: &str = "Sign in with **Authorize**, open an operation, and choose **Try it out**. \
                            The [reference](/docs/reference) explains lists, versions and errors.";

/// Tags that are not about publishing. They come last.
const LAST: &[&str] = &["Auth", "Users", "OAuth", "Clients", "Audit", "Health"];

/// The edition for Swagger UI: a short introduction, and only what is useful for trying operations.
pub(super) fn to_try(mut document: Value) -> Value {
    document["info"]["description"] = json!(INTRODUCTION);
    sort_tags(&mut document);
    for item in document["paths"].as_object_mut().into_iter().flat_map(Map::values_mut) {
        // A `HEAD` is the same as the `GET` above it, without a body to look at.
        item.as_object_mut().and_then(|item| item.remove("head"));
    }
    // Swagger UI fills examples in, and a list would be filtered by things that nobody asked for.
    let shared = document["components"]["parameters"].as_object_mut().into_iter().flat_map(Map::values_mut);
    for parameter in shared.filter(|parameter| parameter["required"] != true) {
        parameter.as_object_mut().and_then(|parameter| parameter.remove("example"));
    }
    // Removes HTTP Basic authentication: users typed their own password into the form for the client's secret. On this page, the
    // client's credentials are sent in the body.
    let basic: Vec<String> = match document["components"]["securitySchemes"].as_object_mut() {
        None => Vec::new(),
        Some(schemes) => {
            let basic = schemes.iter().filter(|(_, scheme)| scheme["scheme"] == "basic");
            let basic: Vec<_> = basic.map(|(name, _)| name.clone()).collect();
            schemes.retain(|name, _| !basic.contains(name));
            basic
        }
    };
    for operation in operations(&mut document) {
        // Swagger UI treats an empty security requirement as fulfilled, and would always show a closed lock.
        if let Some(ways) = operation.get_mut("security").and_then(Value::as_array_mut) {
            ways.retain(|way| {
                way.as_object()
                    .is_some_and(|way| !way.is_empty() && !way.keys().any(|name| basic.contains(name)))
            });
        }
    }
    document
}

/// The edition for Redoc: with code samples for each operation, which call the server at `base`.
pub(super) fn to_read(mut document: Value, base: &str) -> Value {
    sort_tags(&mut document);
    samples::add(&mut document, base);
    document
}

fn sort_tags(document: &mut Value) {
    let place = |tag: &Value| LAST.iter().position(|last| tag["name"] == *last).map_or(0, |place| place + 1);
    if let Some(tags) = document["tags"].as_array_mut() {
        tags.sort_by_key(place);
    }
}

fn operations(document: &mut Value) -> impl Iterator<Item = &mut Value> {
    let paths = document["paths"].as_object_mut().into_iter().flat_map(Map::values_mut);
    paths.filter_map(Value::as_object_mut).flat_map(Map::values_mut).filter(|part| part.is_object())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document() -> Value {
        json!({
            "info": { "description": "long" },
            "tags": [{ "name": "Audit" }, { "name": "Auth" }, { "name": "Authors" }, { "name": "Books" }],
            "paths": { "/v1/books": {
                "get": { "operationId": "listBooks", "security": [{}, { "bearer": [] }, { "client": [] }] },
                "head": { "operationId": "headBooks" },
            }},
            "components": { "parameters": { "Page": { "example": 1 }, "BookId": { "required": true, "example": "x" } }, "securitySchemes": { "bearer": { "scheme": "bearer" }, "client": { "scheme": "basic" } } },
        })
    }

    #[test]
    fn the_page_to_try_shows_what_can_be_tried_and_the_business_first() {
        let shown = to_try(document());

        let tags: Vec<_> =
            shown["tags"].as_array().unwrap().iter().map(|tag| tag["name"].as_str().unwrap()).collect();
        assert_eq!(tags, ["Authors", "Books", "Auth", "Audit"]);
        assert_eq!(
            shown["paths"]["/v1/books"],
            json!({ "get": { "operationId": "listBooks", "security": [{ "bearer": [] }] } })
        );
        assert_eq!(shown["components"]["securitySchemes"], json!({ "bearer": { "scheme": "bearer" } }));
        assert_eq!(
            shown["components"]["parameters"],
            json!({ "Page": {}, "BookId": { "required": true, "example": "x" } })
        );
        assert!(shown["info"]["description"].as_str().unwrap().len() < 200);
    }

    #[test]
    fn the_reference_keeps_everything_and_adds_samples() {
        let shown = to_read(document(), "http://127.0.0.1:8080");

        assert_eq!(shown["paths"]["/v1/books"].as_object().unwrap().len(), 2);
        assert_eq!(shown["info"]["description"], "long");
        assert_eq!(shown["paths"]["/v1/books"]["get"]["x-codeSamples"].as_array().unwrap().len(), 3);
    }
}
