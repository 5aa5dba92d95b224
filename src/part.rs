//! What a part of the house brings along beside its operations.

use std::fmt;
use std::future::ready;

use futures_util::future::BoxFuture;

use crate::app::App;
use crate::db::Db;
use crate::error::Result;
use crate::registry::Names;

/// What a part brings along. Each part has one in its own folder; `routes` lists the parts.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// Names that are unique in the house.
    pub names: Names,
    /// What it deletes in time.
    pub cleaning: &'static [Cleaning],
    /// What it shows in a demonstration.
    pub demo: Option<&'static dyn Demo>,
}

impl Part {
    /// A part that brings nothing.
    pub const NONE: Self = Self { names: Names::NONE, cleaning: &[], demo: None };
}

/// Deletes what nobody needs any more, every hour. Gives the number of rows.
#[derive(Debug, Clone, Copy)]
pub struct Cleaning {
    /// What it does, for the log: "delete old sessions".
    pub name: &'static str,
    /// Does it once.
    pub step: fn(App) -> BoxFuture<'static, Result<usize>>,
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

    /// What the log warns of if demonstration data is found in a database that no longer serves a demonstration.
    ///
    /// # Errors
    /// When the database fails.
    fn remains<'a>(&'a self, _: &'a App) -> BoxFuture<'a, Result<Option<&'static str>>> {
        Box::pin(ready(Ok(None)))
    }
}
