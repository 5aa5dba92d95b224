//! What can be set about tokens.

use crate::config::{ConfigError, ConfigKey, Layers, Section, whole};

/// What can be set about tokens.
#[derive(Debug, Clone)]
pub struct TokensConfig {
    /// Days after which a signing key is replaced by a new one.
    pub key_days: i64,
}

impl Section for TokensConfig {
    const KEYS: &'static [ConfigKey] = &[ConfigKey {
        name: "identity.key_days",
        env: "IMPRINT_IDENTITY_KEY_DAYS",
        default: Some("90"),
        allowed: "days from 1 to 3650",
        help: "How old the key that signs tokens may become before a new one takes its place.",
    }];

    fn read(layers: &Layers) -> Result<Self, ConfigError> {
        let days = |text: &str| whole(text, 1..=3650).and_then(|days| i64::try_from(days).ok());
        Ok(Self { key_days: layers.required("identity.key_days", days)? })
    }
}
