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

/// The sections of the house.
const HOUSE: &[Settings] = &[
    Settings::of::<DatabaseConfig>(),
    Settings::of::<HttpConfig>(),
    Settings::of::<SecretConfig>(),
    Settings::of::<MailConfig>(),
    Settings::of::<LogConfig>(),
];

/// Everything that can be set.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where the data is.
    pub database: DatabaseConfig,
    /// How the server listens and what it lets in.
    pub http: HttpConfig,
    /// What is kept under seal.
    pub seal: SecretConfig,
    /// How mail leaves.
    pub mail: MailConfig,
    /// What is logged and how.
    pub log: LogConfig,
    /// The layers it was read from, for the sections of the parts.
    pub layers: Layers,
}

impl Config {
    /// The defaults of every key: those of the house, and those that its parts let one set.
    #[must_use]
    pub fn defaults(parts: impl IntoIterator<Item = Settings>) -> Layers {
        let sections = HOUSE.iter().copied().chain(parts);
        Layers::defaults(sections.flat_map(|section| section.keys).collect())
    }

    /// Reads every key out of the layers, those of the parts too.
    ///
    /// # Errors
    /// At the first value that is not allowed; the error names key, value, where it is from, and what is allowed.
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

    /// A part's own section.
    ///
    /// # Errors
    /// When a value is not allowed. [`Config::read`] has found that before, unless the part does not bring the section along.
    pub fn section<S: Section>(&self) -> Result<S, ConfigError> {
        S::read(&self.layers)
    }
}
