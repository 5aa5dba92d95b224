//! Writes the document as YAML that YAML 1.1 and YAML 1.2 parsers read alike.
//!
//! References, and lists of tags and codes, take one line each, so that a reviewer sees an operation on one screen.

use serde_json::Value;

use super::names::CODES;

/// Writes a document.
///
/// # Errors
/// When it cannot be written, which does not happen with the documents made here.
pub(super) fn write(document: &Value) -> Result<String, serde_yaml::Error> {
    let plain = serde_yaml::to_string(document)?;
    let mut lines = Vec::new();
    let mut block = None;
    for line in plain.lines() {
        let depth = indent(line);
        // The lines of a multi-line text are indented further than its key.
        if block.is_some_and(|name| line.is_empty() || depth > name) {
            lines.push(Line { text: line.to_owned(), depth: usize::MAX });
        } else {
            block = line.ends_with(['|', '-', '+']).then_some(depth);
            lines.push(Line { text: quoted(line), depth });
        }
    }
    Ok(compact(&lines))
}

/// A line, with its depth; lines of a multi-line text are deeper than all others.
struct Line {
    text: String,
    depth: usize,
}

/// Writes each mapping that is only a reference, and each list of tags or codes, in one line (flow style).
fn compact(lines: &[Line]) -> String {
    let mut text = String::new();
    let mut rest = lines;
    while let [line, after @ ..] = rest {
        let codes = codes(line, after);
        let (written, used) = if let Some(target) = reference(line, after) {
            (format!("{} {{$ref: {target}}}", line.text), 1)
        } else if codes.is_empty() {
            (line.text.clone(), 0)
        } else {
            (format!("{} [{}]", line.text, codes.join(", ")), codes.len())
        };
        text.push_str(&written);
        text.push('\n');
        rest = &after[used..];
    }
    text
}

/// Returns the target, if the line is the key of a mapping with nothing but a reference.
fn reference<'l>(line: &Line, after: &'l [Line]) -> Option<&'l str> {
    let (one, others) = after.split_first()?;
    let target = one.text.trim_start().strip_prefix("$ref: ")?;
    let only = others.first().is_none_or(|next| next.depth < one.depth);
    (line.text.ends_with(':') && line.depth < one.depth && one.depth != usize::MAX && only).then_some(target)
}

/// Returns the tags or codes below a line, if it is the key of a list of them.
fn codes<'l>(line: &Line, after: &'l [Line]) -> Vec<&'l str> {
    let listed =
        line.depth != usize::MAX && matches!(line.text.trim_start().strip_suffix(':'), Some(CODES | "tags"));
    let items = after.iter().map_while(|next| next.text.trim_start().strip_prefix("- "));
    let items = items.take_while(|item| !item.contains(": "));
    if listed { items.collect() } else { Vec::new() }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
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
    fn references_and_codes_take_one_line_and_the_document_stays_the_same() {
        let document = json!({
            "schema": { "$ref": "#/components/schemas/Book" },
            "list": [{ "$ref": "#/a" }, { "$ref": "#/b", "x": 1 }],
            "both": { "$ref": "#/c", "y": { "z": 1 } },
            "x-codes": ["one_thing", "other"],
            "text": "a:\n  $ref: b\nx-codes:\n- c",
        });

        let yaml = write(&document).unwrap();

        for line in ["schema: {$ref: '#/components/schemas/Book'}", "x-codes: [one_thing, other]"] {
            assert!(yaml.lines().any(|own| own == line), "{line}: {yaml}");
        }
        assert_eq!(serde_yaml::from_str::<Value>(&yaml).unwrap(), document);
    }
}
