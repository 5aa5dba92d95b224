//! Writes the document as YAML that YAML 1.1 and YAML 1.2 parsers read alike.
//!
//! References, and the lists that say in a few words where an operation belongs and what it requires, take one line each. A
//! reviewer then sees an operation on one screen.

use serde_json::{Map, Value};

use super::names::{CODES, PAGINATION};

/// The keys whose values take one line (flow style).
const ONE_LINE: &[&str] = &["tags", "security", CODES, PAGINATION];

/// Stands in for a value that takes one line, followed by the number of the value.
const MARK: &str = "IN-ONE-LINE-";

/// Writes a document.
///
/// # Errors
/// When it cannot be written, which does not happen with the documents made here.
pub(super) fn write(document: &Value) -> Result<String, serde_yaml::Error> {
    let mut flows = Vec::new();
    let plain = serde_yaml::to_string(&marked(document, &mut flows))?;
    let mut text = String::with_capacity(plain.len());
    let mut block = None;
    for line in plain.lines() {
        let depth = line.len() - line.trim_start().len();
        // The lines of a multi-line text are indented further than its key.
        if block.is_some_and(|name| line.is_empty() || depth > name) {
            text.push_str(line);
        } else {
            block = line.ends_with(['|', '-', '+']).then_some(depth);
            text.push_str(&unmarked(line, &flows).unwrap_or_else(|| quoted(line)));
        }
        text.push('\n');
    }
    Ok(text)
}

/// Replaces each value that takes one line with a mark, and adds its text to `flows`.
fn marked(value: &Value, flows: &mut Vec<String>) -> Value {
    match value {
        Value::Object(fields) => {
            let mut done = Map::new();
            for (name, part) in fields {
                let short = is_reference(part) || (ONE_LINE.contains(&name.as_str()) && is_short(part));
                let part = if short {
                    flows.push(flow(part));
                    format!("{MARK}{}", flows.len() - 1).into()
                } else {
                    marked(part, flows)
                };
                done.insert(name.clone(), part);
            }
            done.into()
        }
        Value::Array(items) => items.iter().map(|item| marked(item, flows)).collect(),
        other => other.clone(),
    }
}

/// Returns the line with the text of its mark, if it ends in one.
fn unmarked(line: &str, flows: &[String]) -> Option<String> {
    let (key, number) = line.rsplit_once(MARK)?;
    Some(format!("{key}{}", flows.get(number.parse::<usize>().ok()?)?))
}

fn is_reference(value: &Value) -> bool {
    value.as_object().is_some_and(|fields| fields.len() == 1 && fields.contains_key("$ref"))
}

/// Returns whether a value consists of names. The tags of the document itself have descriptions.
fn is_short(value: &Value) -> bool {
    value.get(0).is_none_or(|first| first.get("description").is_none())
}

/// Writes a value in flow style.
fn flow(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Value::Object(fields) => {
            let fields = fields.iter().map(|(name, part)| format!("{}: {}", word(name), flow(part)));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
        }
        Value::String(text) => word(text),
        other => other.to_string(),
    }
}

/// Writes a text, in quotes unless it is a plain word.
fn word(text: &str) -> String {
    let plain = text.strip_prefix('$').unwrap_or(text);
    let is_plain = plain.starts_with(|char: char| char.is_ascii_alphabetic())
        && plain.chars().all(|char| char.is_ascii_alphanumeric() || "_-.".contains(char))
        && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
            .contains(&plain.to_lowercase().as_str());
    if is_plain { text.to_owned() } else { format!("'{}'", text.replace('\'', "''")) }
}

/// Quotes the value of a line if it is a date or a date and time. YAML 1.2 reads it as text anyway, but parsers of YAML 1.1,
/// which are common, read it as a date.
fn quoted(line: &str) -> String {
    let value = line.trim_start().trim_start_matches("- ");
    let value = value.split_once(": ").map_or(value, |(_, value)| value);
    match line.strip_suffix(value).filter(|_| is_date(value)) {
        Some(rest) => format!("{rest}'{value}'"),
        None => line.to_owned(),
    }
}

/// Returns whether a text is a date such as `2026-11-21`, a date and time such as `2026-11-21T08:00:00Z`, or the beginning of
/// one.
fn is_date(text: &str) -> bool {
    let date = text.get(..10).unwrap_or_default();
    let shaped = date.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    shaped
        && date.len() == 10
        && text[10..].chars().all(|char| char.is_ascii_digit() || "T:.Z+-".contains(char))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn dates_are_quoted_and_nothing_else_is_touched() {
        let document = json!({
            "born": "1929-10-21",
            "made": "2026-01-01T00:00:00Z",
            "list": ["2026-01-01", { "date": "2026-01-02" }],
            "words": "since - 2026-01-01",
            "many": "one\nmade: 2026-01-01\n- 2026-01-01\n",
            "id": "2019-76da",
        });

        let yaml = write(&document).unwrap();

        for line in
            ["born: '1929-10-21'", "made: '2026-01-01T00:00:00Z'", "- '2026-01-01'", "- date: '2026-01-02'"]
        {
            assert!(yaml.lines().any(|own| own == line), "{line}: {yaml}");
        }
        assert!(yaml.contains("words: since - 2026-01-01\n") && yaml.contains("id: 2019-76da\n"), "{yaml}");
        assert_eq!(serde_yaml::from_str::<Value>(&yaml).unwrap(), document);
    }

    #[test]
    fn references_and_short_lists_take_one_line_and_the_document_stays_the_same() {
        let document = json!({
            "schema": { "$ref": "#/components/schemas/Book" },
            "list": [{ "$ref": "#/a" }, { "$ref": "#/b", "x": 1 }],
            "both": { "$ref": "#/c", "y": { "z": 1 } },
            "x-codes": ["one_thing", "other"],
            "security": [{ "oauth2": ["catalogue:write"] }, {}],
            "tags": [{ "name": "Books", "description": "Books." }],
            "operation": { "tags": ["Books", "it's", "no"], "security": [] },
            "text": "a:\n  $ref: b\nx-codes:\n- c",
        });

        let yaml = write(&document).unwrap();

        for line in [
            "schema: {$ref: '#/components/schemas/Book'}",
            "x-codes: [one_thing, other]",
            "security: [{oauth2: ['catalogue:write']}, {}]",
            "- name: Books",
            "  tags: [Books, 'it''s', 'no']",
            "  security: []",
        ] {
            assert!(yaml.lines().any(|own| own == line), "{line}: {yaml}");
        }
        assert_eq!(serde_yaml::from_str::<Value>(&yaml).unwrap(), document);
    }
}
