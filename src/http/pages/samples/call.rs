//! A call of an operation, made from the examples in the document.

use serde_json::{Map, Value};

/// A request to an operation.
#[derive(Debug)]
pub(super) struct Call {
    /// The method, in capitals.
    pub(super) method: String,
    /// The full URL.
    pub(super) url: String,
    /// Whether it requires an access token.
    pub(super) token: bool,
    pub(super) body: Option<Body>,
    /// Whether a successful response has a JSON body.
    pub(super) answers_json: bool,
}

/// A body, with its media type.
#[derive(Debug)]
pub(super) struct Body {
    pub(super) media_type: String,
    pub(super) value: Value,
}

impl Call {
    /// Returns a call of each operation, with the JSON pointer to the operation.
    pub(super) fn all(document: &Value, base: &str) -> Vec<(Self, String)> {
        let mut calls = Vec::new();
        for (path, item) in document["paths"].as_object().into_iter().flatten() {
            for (method, operation) in
                item.as_object().into_iter().flatten().filter(|(_, part)| part.is_object())
            {
                let escaped = path.replace('~', "~0").replace('/', "~1");
                let call = Self::of(document, base, path, method, operation);
                calls.push((call, format!("/paths/{escaped}/{method}")));
            }
        }
        calls
    }

    fn of(document: &Value, base: &str, path: &str, method: &str, operation: &Value) -> Self {
        let mut path = path.to_owned();
        let mut query = form_urlencoded::Serializer::new(String::new());
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        for parameter in parameters.map(|parameter| resolved(document, parameter)) {
            let Some(name) = parameter["name"].as_str() else { continue };
            let example = [&parameter["example"], &parameter["schema"]["example"]]
                .into_iter()
                .find(|value| !value.is_null());
            let Some(example) = example.map(text) else { continue };
            match parameter["in"].as_str() {
                Some("path") => path = path.replace(&format!("{{{name}}}"), &example),
                Some("query") => drop(query.append_pair(name, &example)),
                _ => {}
            }
        }
        let query = query.finish();
        let query = if query.is_empty() { query } else { format!("?{query}") };
        let ways = operation["security"].as_array();
        let free =
            |way: &Value| way.as_object().is_some_and(|way| way.is_empty() || way.contains_key("client"));
        let good = operation["responses"]
            .as_object()
            .into_iter()
            .flatten()
            .find(|(status, _)| status.starts_with('2'));
        Self {
            method: method.to_uppercase(),
            url: format!("{}{path}{query}", base.trim_end_matches('/')),
            token: ways.is_some_and(|ways| !ways.is_empty() && !ways.iter().any(free)),
            body: body(document, &operation["requestBody"]["content"]),
            answers_json: method != "head"
                && good.is_some_and(|(_, answer)| resolved(document, answer)["content"].is_object()),
        }
    }
}

/// Returns the example body, in the operation's first and preferred media type.
fn body(document: &Value, content: &Value) -> Option<Body> {
    let (media_type, kind) = content.as_object()?.iter().next()?;
    let schema = resolved(document, &kind["schema"]);
    let named = kind["examples"].as_object().and_then(|examples| examples.values().next());
    let named = named.map_or(&Value::Null, |example| &resolved(document, example)["value"]);
    let example = [&kind["example"], named, &schema["example"]].into_iter().find(|value| !value.is_null());
    let value = example.cloned().unwrap_or_else(|| Value::Object(Map::new()));
    Some(Body { media_type: media_type.clone(), value })
}

/// Formats a value for URLs and forms.
pub(super) fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned)
}

fn resolved<'d>(document: &'d Value, part: &'d Value) -> &'d Value {
    let target = part["$ref"].as_str().and_then(|target| document.pointer(target.strip_prefix('#')?));
    target.unwrap_or(part)
}
