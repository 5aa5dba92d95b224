//! The description of a configuration key.

/// A configuration key.
#[derive(Debug)]
pub struct ConfigKey {
    /// The name in the file (`[database] url = …` is `database.url`) and for `--set`.
    pub name: &'static str,
    /// The environment variable.
    pub env: &'static str,
    /// The default value.
    pub default: Option<&'static str>,
    /// The allowed values, for the message "… is allowed".
    pub allowed: &'static str,
    /// The purpose of the key.
    pub help: &'static str,
}
