//! Configuration errors.

use crate::error::Error;

/// A configuration that cannot be used. The message is one line that says what to change.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A value is invalid.
    #[error("{name} = \"{value}\" (from {origin}): must be {allowed}")]
    Value {
        /// The key.
        name: &'static str,
        /// The value, in one short line. A password in a URL is hidden.
        value: String,
        /// The source of the value.
        origin: String,
        /// What is allowed.
        allowed: &'static str,
    },
    /// A value that may hold a secret is invalid.
    #[error("{name} (from {origin}): must be {allowed}; the value may hold a secret, so it is not shown")]
    Secret {
        /// The key.
        name: &'static str,
        /// The source of the value.
        origin: String,
        /// What is allowed.
        allowed: &'static str,
    },
    /// A value is missing that another value requires.
    #[error("{name} must be set: {reason}")]
    Missing {
        /// The key.
        name: &'static str,
        /// Why it is required.
        reason: &'static str,
    },
    /// The key does not exist.
    #[error("{name} (from {origin}) is not a key; docs/OPERATIONS.md lists them all")]
    Unknown {
        /// The unknown key.
        name: String,
        /// Its source.
        origin: String,
    },
    /// The argument of `--set` is not a setting.
    #[error("--set must be followed by KEY=VALUE, for instance --set http.body_limit=65536")]
    Setting,
    /// The file cannot be read or is not TOML.
    #[error("the configuration file {file}: {problem}")]
    File {
        /// Its path, with the line and column of the error.
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
