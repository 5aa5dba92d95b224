//! The layers that values come from, and their precedence.

use std::collections::BTreeMap;
use std::path::Path;

use super::error::ConfigError;
use super::service::is_of_a_service;
use super::shown::shown;
use super::{ConfigKey, file};

/// Values by key, where later layers override earlier ones.
#[derive(Debug, Clone)]
pub struct Layers {
    keys: Vec<&'static ConfigKey>,
    values: BTreeMap<&'static str, (String, String)>,
    ignored: Vec<String>,
}

impl Layers {
    /// Returns the layer with the defaults of these keys.
    #[must_use]
    pub fn defaults(keys: Vec<&'static ConfigKey>) -> Self {
        let default =
            |key: &&'static ConfigKey| Some((key.name, (key.default?.to_owned(), "the default".to_owned())));
        Self { values: keys.iter().filter_map(default).collect(), keys, ignored: Vec::new() }
    }

    /// Returns every key.
    pub fn keys(&self) -> impl Iterator<Item = &'static ConfigKey> + use<'_> {
        self.keys.iter().copied()
    }

    /// Returns the variables that were not read because Kubernetes sets them for a Service.
    #[must_use]
    pub fn ignored(&self) -> &[String] {
        &self.ignored
    }

    /// Adds a TOML file as a layer.
    ///
    /// # Errors
    /// When it cannot be read, is not TOML, or contains an unknown key.
    pub fn file(mut self, path: &Path) -> Result<Self, ConfigError> {
        for file::Entry { name, value, origin } in file::read(path)? {
            self = self.set(&name, value, &origin)?;
        }
        Ok(self)
    }

    /// Adds the environment as a layer. An empty variable counts as not set.
    ///
    /// # Errors
    /// When a variable begins with `IMPRINT_` but is not a known one, because it is probably misspelt. Variables of tests and
    /// tools are left alone, and those that Kubernetes sets for a Service are [ignored](Self::ignored).
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
                None if is_of_a_service(&name, &value) => self.ignored.push(name),
                None => {
                    return Err(ConfigError::Unknown {
                        name: shown(&name),
                        origin: "the environment".to_owned(),
                    });
                }
            }
        }
        Ok(self)
    }

    /// Adds a single value as a layer.
    ///
    /// # Errors
    /// When the key does not exist.
    pub fn set(mut self, name: &str, value: String, origin: &str) -> Result<Self, ConfigError> {
        let unknown = || ConfigError::Unknown { name: shown(name), origin: origin.to_owned() };
        let key = self.keys().find(|key| key.name == name).ok_or_else(unknown)?;
        self.values.insert(key.name, (value, origin.to_owned()));
        Ok(self)
    }

    /// Returns a value that has a default.
    ///
    /// # Errors
    /// When it is invalid, or the key does not exist.
    pub fn required<T>(
        &self,
        name: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<T, ConfigError> {
        let missing = || ConfigError::Unknown { name: name.to_owned(), origin: "the defaults".to_owned() };
        self.optional(name, parse)?.ok_or_else(missing)
    }

    /// Returns an optional value.
    ///
    /// # Errors
    /// When it is invalid.
    pub fn optional<T>(
        &self,
        name: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, ConfigError> {
        let refuse = |value: &str, origin: String, allowed| {
            let value = shown(value);
            ConfigError::Value { name, value, origin, allowed }
        };
        self.parsed(name, parse, refuse)
    }

    /// Returns an optional value that may hold a secret. Its errors do not show the value.
    ///
    /// # Errors
    /// When it is invalid.
    pub fn secret<T>(
        &self,
        name: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, ConfigError> {
        self.parsed(name, parse, |_, origin, allowed| ConfigError::Secret { name, origin, allowed })
    }

    fn parsed<T>(
        &self,
        name: &'static str,
        parse: impl Fn(&str) -> Option<T>,
        refuse: impl Fn(&str, String, &'static str) -> ConfigError,
    ) -> Result<Option<T>, ConfigError> {
        let Some((value, origin)) = self.values.get(name) else { return Ok(None) };
        let allowed = || self.keys().find(|key| key.name == name).map_or("left out", |key| key.allowed);
        parse(value).ok_or_else(|| refuse(value, origin.clone(), allowed())).map(Some)
    }
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
    fn nothing_of_a_value_that_may_hold_a_secret_shows() {
        for (name, value) in [
            ("database.url", "postgres://me:hunter2@host:99999999/x"),
            ("database.url", "postgres:/me:hunter2@host"),
            ("database.replica_url", "hunter2"),
            ("mail.smtp_url", "smtp:/me:hunter2@host"),
            ("mail.smtp_url", "smtps://me:hunter2@host:port"),
            ("identity.secret", "hunter2"),
        ] {
            let layers = defaults().set(name, value.to_owned(), "the test").unwrap();

            let message = Config::read(layers, []).unwrap_err().to_string();

            assert!(message.starts_with(&format!("{name} (from the test): must be ")), "{message}");
            assert!(!message.contains("hunter2"), "{message}");
        }
    }

    #[test]
    fn what_kubernetes_sets_for_a_service_is_ignored_and_told() {
        let layers = defaults()
            .environment(variables(&[
                ("IMPRINT_PORT", "tcp://10.0.0.11:80"),
                ("IMPRINT_BIND", "127.0.0.1:2"),
            ]))
            .unwrap();

        assert_eq!(layers.ignored(), ["IMPRINT_PORT"]);
        assert_eq!(Config::read(layers, []).unwrap().http.bind.port(), 2);
    }

    #[test]
    fn an_unknown_key_in_the_file_stops_the_start() {
        let error = defaults().file(file("[http]\nbnd = 1\n").path()).unwrap_err();

        assert!(error.to_string().starts_with("http.bnd (from "), "{error}");
    }
}
