//! Configuration: defaults, then a TOML file, then environment variables, then arguments. Later sources override earlier ones.
//!
//! Keys are grouped into sections, each declared beside the struct that is read from it: the shared sections here, and the
//! section of a part in the part's folder. `docs/OPERATIONS.md` lists all keys.

mod address;
mod bind;
mod database;
mod error;
mod file;
mod http;
mod key;
mod layers;
mod log;
mod mail;
mod secret;
mod section;
mod service;
mod shown;
mod url;

pub use self::database::DatabaseConfig;
pub use self::error::ConfigError;
pub use self::http::HttpConfig;
pub use self::key::ConfigKey;
pub use self::layers::Layers;
pub use self::log::{LogConfig, LogFormat};
pub use self::mail::{MailConfig, MailTransport};
pub use self::secret::SecretConfig;
pub use self::section::{Section, Settings, millis, whole};
pub use self::shown::hide_passwords;
pub(crate) use self::url::parse_postgres;
pub use self::url::{DatabaseUrl, InvalidDatabaseUrl};

/// The sections that do not belong to a part.
const HOUSE: &[Settings] = &[
    Settings::of::<DatabaseConfig>(),
    Settings::of::<HttpConfig>(),
    Settings::of::<SecretConfig>(),
    Settings::of::<MailConfig>(),
    Settings::of::<LogConfig>(),
];

/// The whole configuration.
#[derive(Debug, Clone)]
pub struct Config {
    /// The database.
    pub database: DatabaseConfig,
    /// The HTTP server.
    pub http: HttpConfig,
    /// The secret that seals keys in the database.
    pub seal: SecretConfig,
    /// Outgoing mail.
    pub mail: MailConfig,
    /// The log.
    pub log: LogConfig,
    /// The layers that it was read from, for the sections of the parts.
    pub layers: Layers,
}

impl Config {
    /// Returns the defaults of every key: those of the shared sections and those of the parts.
    #[must_use]
    pub fn defaults(parts: impl IntoIterator<Item = Settings>) -> Layers {
        let sections = HOUSE.iter().copied().chain(parts);
        Layers::defaults(sections.flat_map(|section| section.keys).collect())
    }

    /// Reads every key from the layers, including those of the parts.
    ///
    /// # Errors
    /// At the first invalid value. The error names the key, the value, its source, and what is allowed.
    pub fn read(layers: Layers, parts: impl IntoIterator<Item = Settings>) -> Result<Self, ConfigError> {
        for section in parts {
            (section.check)(&layers)?;
        }
        Ok(Self {
            database: DatabaseConfig::read(&layers)?,
            http: HttpConfig::read(&layers)?,
            seal: SecretConfig::read(&layers)?,
            mail: MailConfig::read(&layers)?,
            log: LogConfig::read(&layers)?,
            layers,
        })
    }

    /// Reads the section of a part.
    ///
    /// # Errors
    /// When a value is invalid. [`Config::read`] has already found that, unless the part does not register the section.
    pub fn section<S: Section>(&self) -> Result<S, ConfigError> {
        S::read(&self.layers)
    }
}
