//! Loads the secret of the installation from the configuration, or from a file beside the SQLite database.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::config::{Config, DatabaseUrl};
use crate::error::{Error, Result};
use crate::files;
use crate::seal::{LENGTH, Seal, random};

/// Returns the secret: `identity.secret` from the configuration, or else the file beside the SQLite database, which is created if
/// it does not exist.
///
/// # Errors
/// When there is no secret and no place to store one, or the file cannot be read or created.
pub(super) fn of(config: &Config) -> Result<Seal> {
    match (find(config)?, &config.database.url) {
        (Some(seal), _) => Ok(seal),
        (None, DatabaseUrl::Sqlite(database)) => in_file(&beside(database)),
        (None, DatabaseUrl::Postgres(_)) => Err(unset()),
    }
}

/// Returns the secret as [`of`] does, but creates none. Returns `None` if [`of`] would create one.
///
/// # Errors
/// The errors of [`of`].
pub(super) fn find(config: &Config) -> Result<Option<Seal>> {
    match (&config.seal.secret, &config.database.url) {
        (Some(secret), _) => match Seal::read(secret.reveal()) {
            Some(seal) => Ok(Some(seal)),
            None => Err(Error::internal("identity.secret is not 32 bytes in base64")),
        },
        (None, DatabaseUrl::Sqlite(database)) => {
            let file = beside(database);
            if file.exists() { in_file(&file).map(Some) } else { Ok(None) }
        }
        (None, DatabaseUrl::Postgres(_)) => Err(unset()),
    }
}

fn unset() -> Error {
    Error::internal(
        "identity.secret must be set: with PostgreSQL every server needs the same one. `openssl rand -base64 32` makes one",
    )
}

fn in_file(file: &Path) -> Result<Seal> {
    let at = |error: std::io::Error| Error::internal(format!("{}: {error}", file.display()));
    if !file.exists() {
        let text = STANDARD.encode(random::<LENGTH>()?);
        match files::private(file).and_then(|mut made| made.write_all(text.as_bytes())) {
            // Another process created the file first.
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            other => other.map_err(at)?,
        }
    }
    let text = std::fs::read_to_string(file).map_err(at)?;
    Seal::read(&text).ok_or_else(|| Error::internal(format!("{}: not 32 bytes in base64", file.display())))
}

/// Returns the path of the secret's file: `imprint.db` → `imprint.db.secret`.
fn beside(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(".secret");
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_in_a_file_is_made_once_and_only_its_owner_reads_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = beside(&folder.path().join("imprint.db"));

        let (made, read) = (in_file(&file).unwrap(), in_file(&file).unwrap());

        assert_eq!(made.derive("test", b"x"), read.derive("test", b"x"));
        #[cfg(unix)]
        assert_eq!(
            std::os::unix::fs::PermissionsExt::mode(&file.metadata().unwrap().permissions()) & 0o777,
            0o600
        );
        std::fs::write(&file, "short").unwrap();
        assert!(in_file(&file).is_err());
    }
}
