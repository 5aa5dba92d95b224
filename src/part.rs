//! The registration of a part (a feature module, such as the catalogue): everything that it provides beside its operations.

use std::fmt;
use std::future::ready;
use std::time::Duration;

use futures_util::future::BoxFuture;

use crate::app::App;
use crate::db::search::refold::{self, Step, Words};
use crate::db::{Conn, Db};
use crate::error::Result;
use crate::registry::Names;
use crate::tasks::Stop;

/// The registration of a part. Each part has one in its own folder, and `routes` lists the parts.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// Names that are unique across all parts.
    pub names: Names,
    /// The deletion of its expired data.
    pub cleaning: &'static [Cleaning],
    /// Its tables with words for searching and sorting.
    pub words: &'static [Words],
    /// Its demonstration data.
    pub demo: Option<&'static dyn Demo>,
}

impl Part {
    /// A part that registers nothing.
    pub const NONE: Self = Self { names: Names::NONE, cleaning: &[], words: &[], demo: None };
}

/// Deletes data that is no longer needed, every hour. Returns the number of rows.
#[derive(Debug, Clone, Copy)]
pub struct Cleaning {
    /// The task's name in the log: "delete old sessions".
    pub name: &'static str,
    /// Deletes once.
    pub step: fn(App) -> BoxFuture<'static, Result<usize>>,
}

/// Recomputes the words of a table's rows that an older server wrote, a few hundred rows in each unit of work.
pub async fn refold(words: Words, db: Db, mut stop: Stop) {
    let mut changed = 0;
    loop {
        let pause = match db.write(async move |conn: &mut Conn| refold::step(conn, words).await).await {
            Ok(Step { done: true, changed: last }) => {
                if changed + last > 0 {
                    tracing::info!(table = words.table, rows = changed + last, "search words rebuilt");
                }
                return;
            }
            Ok(Step { changed: some, .. }) => {
                changed += some;
                BETWEEN_ROWS
            }
            Err(error) => {
                tracing::warn!(
                    table = words.table,
                    error = error.reason(),
                    "search words were not made anew"
                );
                AFTER_A_FAILURE
            }
        };
        if stop.within(pause).await {
            return;
        }
    }
}

/// The pause between batches, so that other writes can run, and the pause after a failure of the database.
const BETWEEN_ROWS: Duration = Duration::from_millis(10);
const AFTER_A_FAILURE: Duration = Duration::from_secs(5);

/// A user of a demonstration whose password is public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownUser {
    /// The full name.
    pub name: &'static str,
    /// The username to sign in with.
    pub username: &'static str,
    /// The password.
    pub password: &'static str,
    /// The role.
    pub role: &'static str,
}

/// The demonstration data of a part, for a server where everybody can sign in.
pub trait Demo: fmt::Debug + Sync {
    /// Refuses a database that must not become a demonstration. It need not have been migrated.
    ///
    /// # Errors
    /// When it is refused, or cannot be read.
    fn admit<'a>(&'a self, _: &'a Db) -> BoxFuture<'a, Result<()>> {
        Box::pin(ready(Ok(())))
    }

    /// Loads the data, unless it exists. Returns lines for the terminal with what is stored nowhere, such as generated passwords.
    ///
    /// # Errors
    /// When the database fails; nothing is loaded then.
    fn load<'a>(&'a self, app: &'a App) -> BoxFuture<'a, Result<Vec<String>>>;

    /// Returns lines for the terminal after the start: the logins, and what to look at.
    fn hints(&self) -> Vec<String> {
        Vec::new()
    }

    /// Returns the users that anybody can sign in as.
    fn users(&self) -> Vec<KnownUser> {
        Vec::new()
    }

    /// Returns a warning for the log if demonstration data is found in a database that no longer serves a demonstration.
    ///
    /// # Errors
    /// When the database fails.
    fn remains<'a>(&'a self, _: &'a App) -> BoxFuture<'a, Result<Option<&'static str>>> {
        Box::pin(ready(Ok(None)))
    }
}
