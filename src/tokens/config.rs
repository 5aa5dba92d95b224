//! Settings of tokens and signing keys.

use super::lifetime;
use crate::config::{ConfigError, ConfigKey, Layers, Section, whole};

/// The settings of tokens.
#[derive(Debug, Clone)]
pub struct TokensConfig {
    /// The age in days at which a signing key is replaced.
    pub key_days: i64,
    /// The lifetime of access tokens in seconds.
    pub access_seconds: i64,
}

impl Section for TokensConfig {
    const KEYS: &'static [ConfigKey] = &[
        ConfigKey {
            name: "identity.key_days",
            env: "IMPRINT_IDENTITY_KEY_DAYS",
            default: Some("90"),
            allowed: "days from 1 to 3650",
            help: "The age at which the server replaces the key that signs tokens.",
        },
        ConfigKey {
            name: "identity.access_token_seconds",
            env: "IMPRINT_ACCESS_TOKEN_SECONDS",
            default: Some("900"),
            allowed: "seconds from 1 to 900",
            help: "The lifetime of access tokens. Lower it to test how a client handles expired tokens.",
        },
    ];

    fn read(layers: &Layers) -> Result<Self, ConfigError> {
        let days = |text: &str| whole(text, 1..=3650).and_then(|days| i64::try_from(days).ok());
        let seconds =
            |text: &str| text.parse().ok().filter(|seconds| (1..=lifetime::ACCESS).contains(seconds));
        Ok(Self {
            key_days: layers.required("identity.key_days", days)?,
            access_seconds: layers.required("identity.access_token_seconds", seconds)?,
        })
    }
}
