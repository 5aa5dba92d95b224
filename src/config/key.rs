//! The description of a configuration key.

/// One thing that can be set.
#[derive(Debug)]
pub struct ConfigKey {
    /// Its name in the file (`[database] url = …` is `database.url`) and for `--set`.
    pub name: &'static str,
    /// Its environment variable.
    pub env: &'static str,
    /// What holds when nobody says anything.
    pub default: Option<&'static str>,
    /// What a value must be, for a message: "… is allowed".
    pub allowed: &'static str,
    /// What it is for.
    pub help: &'static str,
}
