//! Writes the document as YAML that YAML 1.1 and YAML 1.2 parsers read alike.

use serde_json::Value;

/// Writes a document.
///
/// # Errors
/// When it cannot be written, which does not happen with the documents made here.
pub(super) fn write(document: &Value) -> Result<String, serde_yaml::Error> {
    let plain = serde_yaml::to_string(document)?;
    let mut text = String::with_capacity(plain.len());
    let mut block = None;
    for line in plain.lines() {
        let depth = line.len() - line.trim_start().len();
        // The lines of a multi-line text are indented further than its key.
        if block.is_some_and(|name| line.is_empty() || depth > name) {
            text.push_str(line);
        } else {
            block = line.ends_with(['|', '-', '+']).then_some(depth);
            text.push_str(&quoted(line));
        }
        text.push('\n');
    }
    Ok(text)
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
}
