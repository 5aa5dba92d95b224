//! Configuration errors.

use crate::error::Error;

/// A configuration that can't be used; one line that says what to change.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A value is not allowed.
    #[error("{name} = \"{value}\" (from {origin}): must be {allowed}")]
    Value {
        /// The key.
        name: &'static str,
        /// What was given, in one short line; a password in an address is hidden.
        value: String,
        /// Where it was given.
        origin: String,
        /// What would do.
        allowed: &'static str,
    },
    /// A value that may hold a secret is not allowed.
    #[error("{name} (from {origin}): must be {allowed}; the value may hold a secret, so it is not shown")]
    Secret {
        /// The key.
        name: &'static str,
        /// Where it was given.
        origin: String,
        /// What would do.
        allowed: &'static str,
    },
    /// Another value makes this one necessary.
    #[error("{name} must be set: {reason}")]
    Missing {
        /// The key.
        name: &'static str,
        /// Why.
        reason: &'static str,
    },
    /// There is no such key.
    #[error("{name} (from {origin}) is not a key; docs/OPERATIONS.md lists them all")]
    Unknown {
        /// What was given as a key.
        name: String,
        /// Where.
        origin: String,
    },
    /// What follows `--set` is no setting.
    #[error("--set must be followed by KEY=VALUE, for instance --set http.body_limit=65536")]
    Setting,
    /// The file can't be read or is not TOML.
    #[error("the configuration file {file}: {problem}")]
    File {
        /// Its path, with the line and column of the fault.
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
