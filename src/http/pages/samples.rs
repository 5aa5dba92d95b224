//! Code samples for each operation in curl, TypeScript and Python, made from the document.

mod call;
mod python;

use serde_json::{Value, json};

use self::call::{Body, Call, text};
use crate::media::FORM;

/// Adds code samples that call the server at `base` (`x-codeSamples`, which Redoc shows).
pub(super) fn add(document: &mut Value, base: &str) {
    for (call, pointer) in Call::all(document, base) {
        let samples = json!([
            { "lang": "Shell", "label": "curl", "source": curl(&call) },
            { "lang": "TypeScript", "label": "TypeScript", "source": typescript(&call) },
            { "lang": "Python", "label": "Python", "source": python::sample(&call) },
        ]);
        if let Some(operation) = document.pointer_mut(&pointer) {
            operation["x-codeSamples"] = samples;
        }
    }
}

fn curl(call: &Call) -> String {
    let mut words = match call.method.as_str() {
        "GET" => vec![format!("curl {}", quoted(&call.url))],
        "HEAD" => vec![format!("curl --head {}", quoted(&call.url))],
        method => vec![format!("curl -X {method} {}", quoted(&call.url))],
    };
    if call.token {
        words.push("-H \"Authorization: Bearer $IMPRINT_TOKEN\"".to_owned());
    }
    match &call.body {
        Some(Body { media_type, value }) if media_type == FORM => {
            let fields = value.as_object().into_iter().flatten();
            words.extend(fields.map(|(name, value)| {
                format!("--data-urlencode {}", quoted(&format!("{name}={}", text(value))))
            }));
        }
        Some(Body { media_type, value }) => {
            words.push(format!("-H 'Content-Type: {media_type}'"));
            words.push(format!("-d {}", quoted(&format!("{value:#}"))));
        }
        None => {}
    }
    words.join(" \\\n  ")
}

fn typescript(call: &Call) -> String {
    let mut options = vec![format!("method: \"{}\",", call.method)];
    let json = call.body.as_ref().filter(|body| body.media_type != FORM);
    let mut headers = Vec::new();
    if call.token {
        headers.push("Authorization: `Bearer ${process.env.IMPRINT_TOKEN}`".to_owned());
    }
    headers.extend(json.map(|body| format!("\"Content-Type\": \"{}\"", body.media_type)));
    if !headers.is_empty() {
        options.push(format!("headers: {{ {} }},", headers.join(", ")));
    }
    if let Some(Body { media_type, value }) = &call.body {
        let value = format!("{value:#}").replace('\n', "\n  ");
        let encode = if media_type == FORM { "new URLSearchParams" } else { "JSON.stringify" };
        options.push(format!("body: {encode}({value}),"));
    }
    let end = if call.answers_json {
        "if (!response.ok) throw new Error((await response.json()).detail);\nconsole.log(await response.json());"
    } else {
        "console.log(response.status);"
    };
    format!("const response = await fetch(\"{}\", {{\n  {}\n}});\n{end}", call.url, options.join("\n  "))
}

/// Quotes a word for the shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples(operation: Value) -> Vec<String> {
        let mut document = json!({ "paths": { "/v1/books/{book_id}": { "put": operation } } });
        add(&mut document, "http://127.0.0.1:8080");
        let samples = document["paths"]["/v1/books/{book_id}"]["put"]["x-codeSamples"].take();
        samples
            .as_array()
            .unwrap()
            .iter()
            .map(|sample| sample["source"].as_str().unwrap().to_owned())
            .collect()
    }

    #[test]
    fn each_language_has_the_path_the_token_and_the_body() {
        let samples = samples(json!({
            "security": [{ "bearer": [] }],
            "parameters": [{ "name": "book_id", "in": "path", "example": "42" }],
            "requestBody": { "content": { "application/json": { "example": { "title": "Kindred's", "open": true } } } },
            "responses": { "200": { "content": { "application/json": {} } } },
        }));

        assert_eq!(
            samples,
            [
                "curl -X PUT 'http://127.0.0.1:8080/v1/books/42' \\\n  -H \"Authorization: Bearer $IMPRINT_TOKEN\" \\\n  \
                 -H 'Content-Type: application/json' \\\n  -d '{\n  \"title\": \"Kindred'\\''s\",\n  \"open\": true\n}'",
                "const response = await fetch(\"http://127.0.0.1:8080/v1/books/42\", {\n  method: \"PUT\",\n  \
                 headers: { Authorization: `Bearer ${process.env.IMPRINT_TOKEN}`, \"Content-Type\": \"application/json\" },\n  \
                 body: JSON.stringify({\n    \"title\": \"Kindred's\",\n    \"open\": true\n  }),\n});\n\
                 if (!response.ok) throw new Error((await response.json()).detail);\nconsole.log(await response.json());",
                "import os\nimport requests\n\nresponse = requests.put(\n    \"http://127.0.0.1:8080/v1/books/42\",\n    \
                 headers={\"Authorization\": f\"Bearer {os.environ['IMPRINT_TOKEN']}\"},\n    \
                 json={\n        \"title\": \"Kindred's\",\n        \"open\": True,\n    },\n)\n\
                 response.raise_for_status()\nprint(response.json())",
            ]
        );
    }

    #[test]
    fn a_form_is_sent_as_a_form_and_no_body_as_none() {
        let form = samples(json!({
            "requestBody": { "content": { FORM: { "example": { "grant_type": "password" } } } },
            "responses": { "200": { "content": { "application/json": {} } } },
        }));
        let nothing = samples(json!({ "responses": { "204": {} } }));

        assert!(form[0].contains("--data-urlencode 'grant_type=password'"), "{}", form[0]);
        assert!(
            form[1].contains("new URLSearchParams({") && !form[1].contains("Content-Type"),
            "{}",
            form[1]
        );
        assert!(form[2].contains("data={") && !form[2].contains("json={"), "{}", form[2]);
        assert!(
            nothing.iter().all(|sample| !sample.contains("json") && !sample.contains("TOKEN")),
            "{nothing:?}"
        );
    }
}
