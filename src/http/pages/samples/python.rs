//! Code samples in Python, with the library `requests`.

use serde_json::Value;

use super::call::{Body, Call};
use crate::media::{FORM, JSON};

pub(super) fn sample(call: &Call) -> String {
    let mut arguments = vec![format!("\"{}\",", call.url)];
    let mut headers = Vec::new();
    if call.token {
        headers.push("\"Authorization\": f\"Bearer {os.environ['IMPRINT_TOKEN']}\"".to_owned());
    }
    let other = call.body.as_ref().map(|body| &body.media_type).filter(|kind| *kind != JSON && *kind != FORM);
    headers.extend(other.map(|kind| format!("\"Content-Type\": \"{kind}\"")));
    if !headers.is_empty() {
        arguments.push(format!("headers={{{}}},", headers.join(", ")));
    }
    if let Some(Body { media_type, value }) = &call.body {
        let name = if media_type == FORM { "data" } else { "json" };
        arguments.push(format!("{name}={},", literal(value, 1)));
    }
    let import = if call.token { "import os\nimport requests" } else { "import requests" };
    let end = if call.answers_json { "print(response.json())" } else { "print(response.status_code)" };
    format!(
        "{import}\n\nresponse = requests.{}(\n    {}\n)\nresponse.raise_for_status()\n{end}",
        call.method.to_lowercase(),
        arguments.join("\n    ")
    )
}

/// Formats a value as a Python literal. Python's strings are written as in JSON.
fn literal(value: &Value, depth: usize) -> String {
    let (inner, outer) = ("    ".repeat(depth + 1), "    ".repeat(depth));
    let block = |open: char, lines: Vec<String>, close: char| match lines.as_slice() {
        [] => format!("{open}{close}"),
        lines => format!("{open}\n{inner}{},\n{outer}{close}", lines.join(&format!(",\n{inner}"))),
    };
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Array(items) => block('[', items.iter().map(|item| literal(item, depth + 1)).collect(), ']'),
        Value::Object(fields) => {
            let field = |(name, value): (&String, &Value)| {
                format!("{}: {}", Value::from(name.as_str()), literal(value, depth + 1))
            };
            block('{', fields.iter().map(field).collect(), '}')
        }
        plain => plain.to_string(),
    }
}
