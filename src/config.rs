//! Configuration: defaults, then a TOML file, then the environment, then arguments; the later wins.
//!
//! [`KEYS`] lists every key with its default and what is allowed; `docs/OPERATIONS.md` shows the same list. To add a key, add a
//! line there and a field to its concern.

mod address;
mod key;
mod layers;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub use self::key::{KEYS, Key};
pub use self::layers::{ConfigError, Layers};

use lettre::message::Mailbox;

use crate::db::DatabaseUrl;
use crate::origin::Network;
use crate::seal::Seal;
use crate::text::{Secret, WebUrl};

/// Everything that can be set.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where the data is.
    pub database: DatabaseConfig,
    /// How the server listens and what it lets in.
    pub http: HttpConfig,
    /// Who may, and how they prove who they are.
    pub identity: IdentityConfig,
    /// How mail leaves.
    pub mail: MailConfig,
    /// What is logged and how.
    pub log: LogConfig,
}

/// Who may, and how they prove who they are.
#[derive(Debug, Clone)]
pub struct IdentityConfig {
    /// 32 bytes in base64 that seal keys in the database; the same on every server. `None`: a file beside the SQLite database.
    pub secret: Option<Secret<1, 100>>,
    /// Days after which a signing key is replaced by a new one.
    pub key_days: i64,
    /// The cost of a password's hash: one more doubles the time.
    pub bcrypt_cost: u32,
    /// The page of the publisher's site where a new password is set; the mail has it with the token.
    pub reset_url: Option<WebUrl>,
}

/// How mail leaves.
#[derive(Debug, Clone)]
pub struct MailConfig {
    /// By which way.
    pub transport: MailTransport,
    /// Where mail is put that goes nowhere.
    pub folder: Option<PathBuf>,
    /// The server that takes it, with name and password.
    pub smtp_url: Option<Secret<1, 2000>>,
    /// Whom it is from.
    pub from: Mailbox,
}

/// By which way mail leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailTransport {
    /// Not at all: a line in the log, or a file.
    Log,
    /// To a server.
    Smtp,
}

/// Where the data is, and how much work it takes at once.
#[derive(Debug, Clone)]
pub struct DatabaseConfig {
    /// The database.
    pub url: DatabaseUrl,
    /// A PostgreSQL replica to read from.
    pub replica_url: Option<DatabaseUrl>,
    /// Connections at most; on SQLite those that read.
    pub pool_size: usize,
    /// Units of work that may wait for SQLite's writer.
    pub queue_size: usize,
    /// How long a request waits for a connection or a place in the queue before it is told to come back.
    pub wait: Duration,
    /// How long PostgreSQL may take for one statement.
    pub statement_timeout: Duration,
    /// PEM certificates that PostgreSQL's certificate is checked against; the machine's own when there is none.
    pub tls_ca: Option<PathBuf>,
}

/// How the server listens and what it lets in.
#[derive(Debug, Clone)]
pub struct HttpConfig {
    /// Address and port; port 0 takes any that is free. A server that has taken its port writes it here.
    pub bind: SocketAddr,
    /// The address that callers use, without a slash at the end; links are relative when there is none.
    pub public_url: Option<String>,
    /// Proxies that are believed when they say for whom they ask.
    pub trusted_proxies: Vec<Network>,
    /// Bytes of a body at most.
    pub body_limit: usize,
    /// How long the head of a request may take to arrive, and how long a connection may wait for its next request.
    pub head_timeout: Duration,
    /// How long a body may take to arrive.
    pub body_timeout: Duration,
    /// How long requests in flight may take when the server stops.
    pub stop_timeout: Duration,
    /// Whether this is a demonstration, which the welcome page says then. `--demo` decides, and no key.
    pub demonstration: bool,
}

/// What is logged and how.
#[derive(Debug, Clone)]
pub struct LogConfig {
    /// Directives of `tracing_subscriber::EnvFilter`.
    pub filter: String,
    /// For people or for machines.
    pub format: LogFormat,
}

/// A log line's form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Pretty,
    /// One JSON object a line.
    Json,
}

impl Config {
    /// Reads every key out of the layers.
    ///
    /// # Errors
    /// At the first value that is not allowed; the error names key, value, where it is from, and what is allowed.
    pub fn read(layers: &Layers) -> Result<Self, ConfigError> {
        Ok(Self {
            database: DatabaseConfig {
                url: layers.required("database.url", |text| text.parse().ok())?,
                replica_url: layers.optional("database.replica_url", |text| {
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
            },
            http: HttpConfig {
                bind: layers.required("http.bind", |text| text.parse().ok())?,
                public_url: layers.optional("http.public_url", public_url)?,
                trusted_proxies: layers.optional("http.trusted_proxies", Network::list)?.unwrap_or_default(),
                body_limit: layers.required("http.body_limit", |text| whole(text, 1024..=1_073_741_824))?,
                head_timeout: layers.required("http.head_timeout_ms", |text| millis(text, 10..=600_000))?,
                body_timeout: layers.required("http.body_timeout_ms", |text| millis(text, 10..=600_000))?,
                stop_timeout: layers.required("http.stop_timeout_ms", |text| millis(text, 0..=600_000))?,
                demonstration: false,
            },
            identity: IdentityConfig {
                secret: layers.optional("identity.secret", |text| {
                    Secret::parse(text).ok().filter(|secret| Seal::read(secret.reveal()).is_some())
                })?,
                key_days: layers.required("identity.key_days", |text| {
                    whole(text, 1..=3650).and_then(|days| i64::try_from(days).ok())
                })?,
                bcrypt_cost: layers.required("identity.bcrypt_cost", |text| {
                    text.parse().ok().filter(|cost| (4..=15).contains(cost))
                })?,
                reset_url: layers.optional("identity.reset_url", |text| WebUrl::parse(text).ok())?,
            },
            mail: MailConfig {
                transport: layers.required("mail.transport", |text| match text {
                    "log" => Some(MailTransport::Log),
                    "smtp" => Some(MailTransport::Smtp),
                    _ => None,
                })?,
                folder: layers.optional("mail.folder", |text| {
                    Some(PathBuf::from(text)).filter(|folder| Path::is_dir(folder))
                })?,
                smtp_url: layers.optional("mail.smtp_url", |text| {
                    let smtp = text.starts_with("smtp://") || text.starts_with("smtps://");
                    Secret::parse(text).ok().filter(|_| smtp)
                })?,
                from: layers.required("mail.from", |text| text.parse().ok())?,
            },
            log: LogConfig {
                filter: layers.required("log.filter", |text| {
                    tracing_subscriber::EnvFilter::try_new(text).ok().map(|_| text.to_owned())
                })?,
                format: layers.required("log.format", |text| match text {
                    "pretty" => Some(LogFormat::Pretty),
                    "json" => Some(LogFormat::Json),
                    _ => None,
                })?,
            },
        })
    }
}

fn whole(text: &str, range: std::ops::RangeInclusive<usize>) -> Option<usize> {
    text.parse().ok().filter(|number| range.contains(number))
}

fn millis(text: &str, range: std::ops::RangeInclusive<usize>) -> Option<Duration> {
    whole(text, range).and_then(|millis| u64::try_from(millis).ok()).map(Duration::from_millis)
}

fn public_url(text: &str) -> Option<String> {
    let url = text.strip_suffix('/').unwrap_or(text);
    let (_, rest) = url.split_once("://")?;
    crate::text::WebUrl::parse(url).ok().filter(|_| !rest.contains(['/', '?', '#'])).map(|_| url.to_owned())
}
