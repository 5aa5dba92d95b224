//! Chooses and opens the database that a command works on.

use std::path::absolute;

use clap::Args;

use super::say::{at, note};
use crate::app::App;
use crate::config::{Config, DatabaseUrl};
use crate::db::{Conn, Db, Migrations};
use crate::error::{Error, Kind, Result};
use crate::routes::REGISTRY;

/// Whether a command may create the database that it works on.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct Making {
    /// Creates the database if it does not exist
    #[arg(long)]
    create: bool,
}

/// For commands that work on existing data.
pub(super) const NEVER: Making = Making { create: false };

/// Advice for a database that does not exist.
const ADVICE: &str = "Name another one with --database-url, or create it with --create or `imprint migrate`.";

/// Reports which database is used, before the user types a password for it.
///
/// # Errors
/// When it does not exist, and must not be created.
pub(super) fn choose(config: &Config, making: Making) -> Result<()> {
    let name = match &config.database.url {
        DatabaseUrl::Sqlite(path) => format!("sqlite:{}", absolute(path).unwrap_or(path.clone()).display()),
        url @ DatabaseUrl::Postgres(_) => url.to_string(),
    };
    if !making.create && !config.database.url.is_there() {
        return Err(Error::internal(format!("{name} does not exist. {ADVICE}")));
    }
    note(&format!("Database: {name}"));
    Ok(())
}

/// Opens the database that was chosen, and checks that it is up to date.
///
/// # Errors
/// When it cannot be opened, has no tables and must not be given any, or is older than this program.
pub(super) async fn open(config: Config, making: Making) -> Result<App> {
    let url = config.database.url.clone();
    if making.create {
        Migrations::run(&config.database).await.map_err(|error| at(&url, &error))?;
    }
    let db = Db::open(&config.database).await.map_err(|error| at(&url, &error))?;
    match db.read_latest(async |conn: &mut Conn| Migrations::pending(conn).await).await {
        Ok(pending) if pending.is_empty() => Ok(App::live(db, config, REGISTRY)),
        Ok(pending) => {
            let count = pending.len();
            Err(Error::internal(format!("{url} is {count} migrations behind. Run `imprint migrate` first.")))
        }
        Err(error) if error.code().kind() == Kind::Unavailable => Err(at(&url, &error)),
        // The database has never been migrated.
        Err(_) => Err(Error::internal(format!("{url} has no tables of Imprint. {ADVICE}"))),
    }
}
