//! Configuration of the database.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::section::{Section, millis, whole};
use super::{ConfigError, ConfigKey, DatabaseUrl, Layers};

/// The configuration of the database and its limits.
#[derive(Debug, Clone)]
pub struct DatabaseConfig {
    /// The database.
    pub url: DatabaseUrl,
    /// A PostgreSQL replica for reads.
    pub replica_url: Option<DatabaseUrl>,
    /// The maximum number of connections; on SQLite, the number of readers.
    pub pool_size: usize,
    /// The number of units of work that may wait for SQLite's writer.
    pub queue_size: usize,
    /// How long a request waits for a connection or a place in the queue before it is refused with a 503 and `Retry-After`.
    pub wait: Duration,
    /// The time limit of a statement on PostgreSQL.
    pub statement_timeout: Duration,
    /// The PEM root certificates for PostgreSQL's certificate. Without a file, the machine's root certificates apply.
    pub tls_ca: Option<PathBuf>,
}

const NO_URL: ConfigError = ConfigError::Missing { name: "database.url", reason: "there is no default" };

impl Section for DatabaseConfig {
    const KEYS: &'static [ConfigKey] = &[
        ConfigKey {
            name: "database.url",
            env: "IMPRINT_DATABASE_URL",
            default: Some("sqlite:imprint.db"),
            allowed: "sqlite:PATH without parameters, or postgres://USER@HOST/DATABASE",
            help: "The database. Add `sslmode=require` to a PostgreSQL address for TLS with a verified certificate.",
        },
        ConfigKey {
            name: "database.replica_url",
            env: "IMPRINT_DATABASE_REPLICA_URL",
            default: None,
            allowed: "postgres://USER@HOST/DATABASE",
            help: "A PostgreSQL replica for reads.",
        },
        ConfigKey {
            name: "database.pool_size",
            env: "IMPRINT_DATABASE_POOL_SIZE",
            default: Some("8"),
            allowed: "a whole number from 1 to 500",
            help: "The maximum number of connections. On SQLite, these read; one more writes.",
        },
        ConfigKey {
            name: "database.queue_size",
            env: "IMPRINT_DATABASE_QUEUE_SIZE",
            default: Some("1024"),
            allowed: "a whole number from 1 to 100000",
            help: "The maximum number of writes that wait for SQLite's writer.",
        },
        ConfigKey {
            name: "database.wait_ms",
            env: "IMPRINT_DATABASE_WAIT_MS",
            default: Some("1000"),
            allowed: "milliseconds from 1 to 60000",
            help: "How long a request waits for a connection or a place in the queue before it fails with `503`.",
        },
        ConfigKey {
            name: "database.statement_timeout_ms",
            env: "IMPRINT_DATABASE_STATEMENT_TIMEOUT_MS",
            default: Some("2000"),
            allowed: "milliseconds from 10 to 600000",
            help: "How long one statement can take on PostgreSQL before the request fails with `503`.",
        },
        ConfigKey {
            name: "database.tls_ca",
            env: "IMPRINT_DATABASE_TLS_CA",
            default: None,
            allowed: "a file of PEM certificates that can be read",
            help: "The certificates that PostgreSQL's certificate is verified against. Defaults to the root certificates of the machine.",
        },
    ];

    fn read(layers: &Layers) -> Result<Self, ConfigError> {
        Ok(Self {
            url: layers.secret("database.url", |text| text.parse().ok())?.ok_or(NO_URL)?,
            replica_url: layers.secret("database.replica_url", |text| {
                text.parse().ok().filter(|url| matches!(url, DatabaseUrl::Postgres(_)))
            })?,
            pool_size: layers.required("database.pool_size", |text| whole(text, 1..=500))?,
            queue_size: layers.required("database.queue_size", |text| whole(text, 1..=100_000))?,
            wait: layers.required("database.wait_ms", |text| millis(text, 1..=60_000))?,
            statement_timeout: layers
                .required("database.statement_timeout_ms", |text| millis(text, 10..=600_000))?,
            tls_ca: layers.optional("database.tls_ca", |text| {
                Some(PathBuf::from(text)).filter(|file| Path::is_file(file))
            })?,
        })
    }
}
