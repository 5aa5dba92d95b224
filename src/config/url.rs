//! The URL of the database.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// The URL of a database: `sqlite:PATH` or `postgres://…`.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A file, which is created if it does not exist.
    Sqlite(PathBuf),
    /// A server. The text is a URL as PostgreSQL clients accept it.
    Postgres(String),
}

impl FromStr for DatabaseUrl {
    type Err = InvalidDatabaseUrl;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            return match path {
                "" | ":memory:" => Err(InvalidDatabaseUrl),
                // SQLite would interpret `file:` as a URI, and `?` as a part of the file name.
                path if path.starts_with("file:") || path.contains('?') => Err(InvalidDatabaseUrl),
                path => Ok(Self::Sqlite(path.into())),
            };
        }
        let server = text.starts_with("postgres://") || text.starts_with("postgresql://");
        if server && parse_postgres(text).is_ok() {
            Ok(Self::Postgres(text.to_owned()))
        } else {
            Err(InvalidDatabaseUrl)
        }
    }
}

/// Shows the location, and never the password.
impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(url) => match parse_postgres(url) {
                Ok((config, _)) => {
                    let hosts: Vec<_> = config.get_hosts().iter().map(host).collect();
                    let name = config.get_dbname().or(config.get_user()).unwrap_or_default();
                    write!(f, "postgres://{}/{name}", hosts.join(","))
                }
                Err(_) => f.write_str("postgres"),
            },
        }
    }
}

fn host(host: &tokio_postgres::config::Host) -> String {
    match host {
        tokio_postgres::config::Host::Tcp(name) => name.clone(),
        tokio_postgres::config::Host::Unix(path) => path.display().to_string(),
    }
}

impl DatabaseUrl {
    /// Returns whether the file exists; for a server always `true`, because only the server can tell.
    #[must_use]
    pub fn is_there(&self) -> bool {
        match self {
            Self::Sqlite(path) => path.exists(),
            Self::Postgres(_) => true,
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Splits a URL into tokio-postgres's configuration and whether it requires TLS.
pub(crate) fn parse_postgres(url: &str) -> Result<(tokio_postgres::Config, bool), tokio_postgres::Error> {
    // tokio-postgres supports `disable`, `prefer` and `require` only.
    let url =
        url.replace("sslmode=verify-full", "sslmode=require").replace("sslmode=verify-ca", "sslmode=require");
    let config: tokio_postgres::Config = url.parse()?;
    let wanted = config.get_ssl_mode() == tokio_postgres::config::SslMode::Require;
    Ok((config, wanted))
}

/// The text is not the URL of a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("sqlite:PATH without parameters, or postgres://USER@HOST/DATABASE")]
pub struct InvalidDatabaseUrl;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shown_without_its_password() {
        let url: DatabaseUrl = "postgres://me:secret@db.example/books?sslmode=require".parse().unwrap();

        assert_eq!(format!("{url}"), "postgres://db.example/books");
        assert!(!format!("{url:?}").contains("secret"));
    }

    #[test]
    fn a_database_in_memory_is_refused_because_its_connections_would_not_share_it() {
        assert_eq!("sqlite::memory:".parse::<DatabaseUrl>(), Err(InvalidDatabaseUrl));
        assert_eq!("mysql://localhost".parse::<DatabaseUrl>(), Err(InvalidDatabaseUrl));
        for text in ["sqlite:./g.db?mode=rwc", "sqlite:file:g.db", "sqlite://g.db?mode=ro"] {
            assert_eq!(text.parse::<DatabaseUrl>(), Err(InvalidDatabaseUrl), "{text}");
        }
        assert_eq!("sqlite:imprint.db".parse(), Ok(DatabaseUrl::Sqlite("imprint.db".into())));
    }
}
