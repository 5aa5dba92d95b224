//! Where values come from, and which one wins.

use std::collections::BTreeMap;
use std::path::Path;

use super::ConfigKey;
use crate::error::Error;

/// A configuration that can't be used; one line that says what to change.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A value is not allowed.
    #[error("{name} = \"{value}\" (from {origin}): {allowed} is allowed")]
    Value {
        /// The key.
        name: &'static str,
        /// What was given; a password in an address is hidden.
        value: String,
        /// Where it was given.
        origin: String,
        /// What would do.
        allowed: &'static str,
    },
    /// There is no such key.
    #[error("{name} (from {origin}) is not a key; docs/OPERATIONS.md lists them all")]
    Unknown {
        /// What was given as a key.
        name: String,
        /// Where.
        origin: String,
    },
    /// The file can't be read or is not TOML.
    #[error("the configuration file {file}: {problem}")]
    File {
        /// Its path.
        file: String,
        /// What is wrong, in one line.
        problem: String,
    },
}

impl From<ConfigError> for Error {
    fn from(error: ConfigError) -> Self {
        Self::internal(error)
    }
}

/// Values by key, the later layer over the earlier.
#[derive(Debug, Clone)]
pub struct Layers {
    keys: Vec<&'static ConfigKey>,
    values: BTreeMap<&'static str, (String, String)>,
}

impl Layers {
    /// The defaults of these keys.
    #[must_use]
    pub fn defaults(keys: Vec<&'static ConfigKey>) -> Self {
        let default =
            |key: &&'static ConfigKey| Some((key.name, (key.default?.to_owned(), "the default".to_owned())));
        Self { values: keys.iter().filter_map(default).collect(), keys }
    }

    /// Every key that there is.
    pub fn keys(&self) -> impl Iterator<Item = &'static ConfigKey> + use<'_> {
        self.keys.iter().copied()
    }

    /// Lays a TOML file over them.
    ///
    /// # Errors
    /// When it can't be read, is not TOML, or has a key that is none.
    pub fn file(mut self, file: &Path) -> Result<Self, ConfigError> {
        let origin = file.display().to_string();
        let fail = |problem: String| ConfigError::File { file: origin.clone(), problem };
        let text = std::fs::read_to_string(file).map_err(|error| fail(error.to_string()))?;
        let table: toml::Table =
            text.parse().map_err(|error: toml::de::Error| fail(one_line(error.message())))?;
        for (section, entries) in table {
            let toml::Value::Table(entries) = entries else {
                return Err(ConfigError::Unknown { name: section, origin });
            };
            for (name, value) in entries {
                let value = match value {
                    toml::Value::String(text) => text,
                    other => other.to_string(),
                };
                self = self.set(&format!("{section}.{name}"), value, &origin)?;
            }
        }
        Ok(self)
    }

    /// Lays the environment over them. An empty variable counts as not set.
    ///
    /// # Errors
    /// When a variable begins with `IMPRINT_` and is none of ours: it is misspelt. Those of tests and tools are left alone.
    pub fn environment(
        mut self,
        variables: impl Iterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        for (name, value) in
            variables.filter(|(name, value)| name.starts_with("IMPRINT_") && !value.is_empty())
        {
            let key = self.keys().find(|key| key.env == name);
            match key {
                Some(key) => drop(self.values.insert(key.name, (value, name))),
                None if name.starts_with("IMPRINT_TEST_") || name.starts_with("IMPRINT_CI_") => {}
                None => return Err(ConfigError::Unknown { name, origin: "the environment".to_owned() }),
            }
        }
        Ok(self)
    }

    /// Lays one value over them.
    ///
    /// # Errors
    /// When there is no such key.
    pub fn set(mut self, name: &str, value: String, origin: &str) -> Result<Self, ConfigError> {
        let unknown = || ConfigError::Unknown { name: name.to_owned(), origin: origin.to_owned() };
        let key = self.keys().find(|key| key.name == name).ok_or_else(unknown)?;
        self.values.insert(key.name, (value, origin.to_owned()));
        Ok(self)
    }

    /// A value that has a default.
    ///
    /// # Errors
    /// When it is not allowed, or there is no such key.
    pub fn required<T>(
        &self,
        name: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<T, ConfigError> {
        let missing = || ConfigError::Unknown { name: name.to_owned(), origin: "the defaults".to_owned() };
        self.optional(name, parse)?.ok_or_else(missing)
    }

    /// A value that may be missing.
    ///
    /// # Errors
    /// When it is not allowed.
    pub fn optional<T>(
        &self,
        name: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, ConfigError> {
        let Some((value, origin)) = self.values.get(name) else { return Ok(None) };
        let refuse = || ConfigError::Value {
            name,
            value: hide_password(value),
            origin: origin.clone(),
            allowed: self.keys().find(|key| key.name == name).map_or("nothing", |key| key.allowed),
        };
        parse(value).ok_or_else(refuse).map(Some)
    }
}

/// `postgres://me:secret@host` → `postgres://me:***@host`.
fn hide_password(value: &str) -> String {
    let Some((scheme, rest)) = value.split_once("://") else { return one_line(value) };
    let hidden =
        rest.rsplit_once('@').and_then(|(who, host)| who.split_once(':').map(|(user, _)| (user, host)));
    match hidden {
        Some((user, host)) => format!("{scheme}://{}:***@{}", one_line(user), one_line(host)),
        None => one_line(value),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;
    use crate::config::Config;

    fn defaults() -> Layers {
        Config::defaults([])
    }

    fn file(text: &str) -> tempfile::NamedTempFile {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file
    }

    fn variables(pairs: &[(&str, &str)]) -> impl Iterator<Item = (String, String)> {
        let owned: Vec<_> =
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        owned.into_iter()
    }

    #[test]
    fn a_misspelt_variable_stops_the_start() {
        let error = defaults().environment(variables(&[("IMPRINT_DATABSE_URL", "x")])).unwrap_err();

        assert!(
            error.to_string().starts_with("IMPRINT_DATABSE_URL (from the environment) is not a key"),
            "{error}"
        );
    }

    #[test]
    fn each_layer_wins_over_the_one_before() {
        let file = file("[http]\nbind = \"127.0.0.1:1\"\nbody_limit = 2048\n[database]\npool_size = 3\n");

        let layers = defaults()
            .file(file.path())
            .unwrap()
            .environment(variables(&[
                ("IMPRINT_BIND", "127.0.0.1:2"),
                ("IMPRINT_BODY_LIMIT", ""),
                ("IMPRINT_TEST_X", "1"),
            ]))
            .unwrap()
            .set("http.body_limit", "4096".to_owned(), "--set")
            .unwrap();

        let config = Config::read(layers, []).unwrap();
        assert_eq!(config.http.bind.port(), 2);
        assert_eq!(
            (config.http.body_limit, config.database.pool_size, config.database.queue_size),
            (4096, 3, 1024)
        );
    }

    #[test]
    fn a_password_never_shows() {
        let url = "postgres://me:sec:r@et@host:99999999/x".to_owned();
        let layers = defaults().set("database.url", url, "--database-url").unwrap();

        let message = Config::read(layers, []).unwrap_err().to_string();

        assert!(message.contains("me:***@host") && !message.contains("sec"), "{message}");
    }

    #[test]
    fn an_unknown_key_in_the_file_stops_the_start() {
        let error = defaults().file(file("[http]\nbnd = 1\n").path()).unwrap_err();

        assert!(error.to_string().starts_with("http.bnd (from "), "{error}");
    }
}
