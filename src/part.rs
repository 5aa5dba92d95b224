//! The registration of a part: everything it provides beside its operations.

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

/// What a part brings along. Each part has one in its own folder; `routes` lists the parts.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// Names that are unique in the house.
    pub names: Names,
    /// What it deletes in time.
    pub cleaning: &'static [Cleaning],
    /// Its tables with words to search and to sort by.
    pub words: &'static [Words],
    /// What it shows in a demonstration.
    pub demo: Option<&'static dyn Demo>,
}

impl Part {
    /// A part that brings nothing.
    pub const NONE: Self = Self { names: Names::NONE, cleaning: &[], words: &[], demo: None };
}

/// Deletes what nobody needs any more, every hour. Gives the number of rows.
#[derive(Debug, Clone, Copy)]
pub struct Cleaning {
    /// What it does, for the log: "delete old sessions".
    pub name: &'static str,
    /// Does it once.
    pub step: fn(App) -> BoxFuture<'static, Result<usize>>,
}

/// Makes the words of a table's rows anew, where an older server made them, a few hundred rows in each unit of work.
pub async fn refold(words: Words, db: Db, mut stop: Stop) {
    let mut changed = 0;
    loop {
        let pause = match db.write(async move |conn: &mut Conn| refold::step(conn, words).await).await {
            Ok(Step { done: true, changed: last }) => {
                if changed + last > 0 {
                    tracing::info!(table = words.table, rows = changed + last, "search words made anew");
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

/// A pause for others, and one for a database that is away.
const BETWEEN_ROWS: Duration = Duration::from_millis(10);
const AFTER_A_FAILURE: Duration = Duration::from_secs(5);

/// A user of a demonstration whose password is public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownUser {
    /// Their full name.
    pub name: &'static str,
    /// What they sign in with.
    pub username: &'static str,
    /// Their password.
    pub password: &'static str,
    /// Their role.
    pub role: &'static str,
}

/// What a part shows in a demonstration, where everybody can sign in.
pub trait Demo: fmt::Debug + Sync {
    /// Refuses a database that must not become a demonstration. It need not have been migrated.
    ///
    /// # Errors
    /// When it is refused, or fails.
    fn admit<'a>(&'a self, _: &'a Db) -> BoxFuture<'a, Result<()>> {
        Box::pin(ready(Ok(())))
    }

    /// Loads it, unless it is there. Gives what the terminal says at once: what is kept nowhere.
    ///
    /// # Errors
    /// When the database fails; nothing is loaded then.
    fn load<'a>(&'a self, app: &'a App) -> BoxFuture<'a, Result<Vec<String>>>;

    /// What the terminal says at the end: whom to sign in as, what to look at.
    fn hints(&self) -> Vec<String> {
        Vec::new()
    }

    /// The users as whom anybody may sign in.
    fn users(&self) -> Vec<KnownUser> {
        Vec::new()
    }

    /// What the log warns of if demonstration data is found in a database that no longer serves a demonstration.
    ///
    /// # Errors
    /// When the database fails.
    fn remains<'a>(&'a self, _: &'a App) -> BoxFuture<'a, Result<Option<&'static str>>> {
        Box::pin(ready(Ok(None)))
    }
}
