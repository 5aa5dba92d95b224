//! Reads a TOML file, and keeps the line of each value.

use std::path::Path;

use toml::de::{DeTable, DeValue};

use super::error::ConfigError;

/// A value in the file.
pub(super) struct Entry {
    /// The key: `section.name`.
    pub(super) name: String,
    pub(super) value: String,
    /// The file and the line.
    pub(super) origin: String,
}

/// Reads a file.
///
/// # Errors
/// When it cannot be read, is not TOML, or has a key outside of a section.
pub(super) fn read(file: &Path) -> Result<Vec<Entry>, ConfigError> {
    let path = file.display();
    let unreadable = |error: std::io::Error| fail(path.to_string(), &error.to_string());
    let text = std::fs::read_to_string(file).map_err(unreadable)?;
    let wrong = |error: toml::de::Error| {
        let at = error.span().map(|span| position(&text, span.start));
        let at = at.map_or_else(|| path.to_string(), |(line, column)| format!("{path}:{line}:{column}"));
        // The message alone, because the full error shows the line, which may contain a secret.
        fail(at, error.message())
    };
    let values: toml::Table = text.parse().map_err(wrong)?;
    let places = DeTable::parse(&text).map_err(wrong)?.into_inner();
    let mut entries = Vec::new();
    for (section, place) in places {
        let line = |start| format!("{path}:{}", position(&text, start).0);
        let DeValue::Table(named) = place.into_inner() else {
            let (name, origin) = (section.get_ref().to_string(), line(section.span().start));
            return Err(ConfigError::Unknown { name, origin });
        };
        for name in named.keys() {
            let value =
                values.get(section.get_ref().as_ref()).and_then(|keys| keys.get(name.get_ref().as_ref()));
            let value = value.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
            entries.push(Entry {
                name: format!("{}.{}", section.get_ref(), name.get_ref()),
                value: value.unwrap_or_default(),
                origin: line(name.span().start),
            });
        }
    }
    Ok(entries)
}

fn fail(file: String, problem: &str) -> ConfigError {
    ConfigError::File { file, problem: problem.split_whitespace().collect::<Vec<_>>().join(" ") }
}

/// Returns the line and column of a byte, counted from 1.
fn position(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap_or(text);
    let last = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, last.chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn read_text(text: &str) -> Result<Vec<Entry>, String> {
        let mut file = tempfile::Builder::new().prefix("imprint").suffix(".toml").tempfile().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        let name = file.path().display().to_string();
        read(file.path()).map_err(|error| error.to_string().replace(&name, "FILE"))
    }

    #[test]
    fn each_value_has_its_line() {
        let entries = read_text("[http]\nbind = \"x\"\n\n[database]\npool_size = 1_0\n").unwrap();

        let mut told: Vec<_> = entries
            .iter()
            .map(|entry| {
                let line = entry.origin.rsplit(':').next().unwrap();
                (entry.name.as_str(), entry.value.as_str(), line)
            })
            .collect();
        told.sort_unstable();
        assert_eq!(told, [("database.pool_size", "10", "5"), ("http.bind", "x", "2")]);
    }

    #[test]
    fn what_is_no_toml_is_told_with_line_and_column_and_without_the_value() {
        for (text, place) in [
            ("[http]\nbind = \"hunter2\" x\n", "FILE:2:18"),
            ("[http]\nbind = hunter2\n", "FILE:2:8"),
            ("[http\n", "FILE:1:6"),
            ("[a]\nx = 1\nx = 2\n", "FILE:3:1"),
        ] {
            let error = read_text(text).err().unwrap();

            assert!(error.starts_with(&format!("the configuration file {place}: ")), "{error}");
            assert!(!error.contains("hunter2"), "{error}");
        }
        let outside = read_text("\nbind = \"hunter2\"\n").err().unwrap();
        assert!(outside.starts_with("bind (from FILE:2) is not a key"), "{outside}");
    }
}
