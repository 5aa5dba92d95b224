//! Demonstration mode: loads the parts' demonstration data into a server where everybody can sign in.

use crate::app::App;
use crate::db::Db;
use crate::error::Result;
use crate::part::Demo;
use crate::routes::PARTS;

fn parts() -> impl Iterator<Item = &'static dyn Demo> {
    PARTS.iter().filter_map(|part| part.demo)
}

/// Refuses a database that must not become a demonstration. It need not have been migrated.
///
/// # Errors
/// When it is refused, or cannot be read.
pub async fn admit(db: &Db) -> Result<()> {
    for part in parts() {
        part.admit(db).await?;
    }
    Ok(())
}

/// Loads the data that does not exist yet. As soon as a part is loaded, prints what is stored nowhere, such as generated
/// passwords, even if a later part fails.
///
/// # Errors
/// When the database fails.
pub async fn load(app: &App, say: impl Fn(&str)) -> Result<()> {
    for part in parts() {
        part.load(app).await?.iter().for_each(|line| say(line));
    }
    Ok(())
}

/// Returns lines for the terminal: the logins, and what to look at.
pub fn hints() -> impl Iterator<Item = String> {
    parts().flat_map(Demo::hints)
}

/// Logs a warning about demonstration data in a database that no longer serves a demonstration.
///
/// # Errors
/// When the database fails.
pub async fn warn_of_remains(app: &App) -> Result<()> {
    for part in parts() {
        if let Some(warning) = part.remains(app).await? {
            tracing::warn!("{warning}");
        }
    }
    Ok(())
}
