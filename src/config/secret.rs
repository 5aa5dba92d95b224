//! Configuration of the secret that seals keys in the database.

use super::section::Section;
use super::{ConfigError, ConfigKey, Layers};
use crate::seal::Seal;
use crate::text::Secret;

/// The configuration of the secret that seals keys in the database.
#[derive(Debug, Clone)]
pub struct SecretConfig {
    /// 32 bytes in base64 that seal keys in the database; the same on every server. `None` means a file beside the SQLite
    /// database.
    pub secret: Option<Secret<1, 100>>,
}

impl Section for SecretConfig {
    const KEYS: &'static [ConfigKey] = &[ConfigKey {
        name: "identity.secret",
        env: "IMPRINT_IDENTITY_SECRET",
        default: None,
        allowed: "32 bytes in base64, for instance from openssl rand -base64 32",
        help: "The secret that encrypts the signing keys in the database. It must be the same on every server. Without it, SQLite uses a secret in a file next to the database.",
    }];

    fn read(layers: &Layers) -> Result<Self, ConfigError> {
        let sealing =
            |text: &str| Secret::parse(text).ok().filter(|secret| Seal::read(secret.reveal()).is_some());
        Ok(Self { secret: layers.secret("identity.secret", sealing)? })
    }
}
