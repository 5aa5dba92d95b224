//! The two databases behind two doors, and the only place that knows there are two.
//!
//! [`Db::read`] lends a connection for reading; [`Db::write`] runs a unit of work that happens as a whole or not at all, and is
//! not stopped half way when the client goes away. [`Db::report`] reads what may take longer than a millisecond, and
//! [`Db::read_latest`] what must not be a moment old.
//! A unit touches nothing but its connection. Inside, [`on!`](crate::on) expands one statement for each database.

mod conn;
mod effects;
mod failure;
mod inline;
mod keyset;
mod migrate;
mod postgres;
mod reader;
mod revise;
pub mod schema;
pub mod search;
mod slow;
mod sqlite;
mod tls;
pub mod together;
pub mod types;
mod unit;
mod writer;

pub use self::conn::{Conn, Side};
pub use self::failure::{Constraint, is_violation};
pub use self::migrate::{Migrations, Pending};
pub use self::unit::Unit;

use std::sync::Arc;

use crate::config::{DatabaseConfig, DatabaseUrl};
use crate::error::{Error, Result};

/// Both doors of one database. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Db {
    doors: Arc<Doors>,
}

#[derive(Debug)]
enum Doors {
    Sqlite(sqlite::Sqlite),
    Postgres(postgres::Postgres),
}

impl Db {
    /// Opens the database that the configuration names. Its tables must be there: [`Migrations::run`] first.
    ///
    /// # Errors
    /// When it can't be opened or reached.
    pub async fn open(config: &DatabaseConfig) -> Result<Self> {
        let doors = match &config.url {
            DatabaseUrl::Sqlite(path) => Doors::Sqlite(sqlite::Sqlite::open(path, config)?),
            DatabaseUrl::Postgres(url) => Doors::Postgres(postgres::Postgres::open(url, config).await?),
        };
        Ok(Self { doors: Arc::new(doors) })
    }

    /// Reads. What may take longer than a millisecond belongs to [`Db::report`].
    ///
    /// On SQLite the statements run at once, on the caller's thread; on PostgreSQL they may go to a replica.
    ///
    /// # Errors
    /// What the unit returns, or 503 kinds when no connection gets free in time.
    pub async fn read<T, F>(&self, unit: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'c> Unit<&'c mut Conn, Result<T>, Fut: Send> + Send + 'static,
    {
        match &*self.doors {
            Doors::Sqlite(db) => db.read(unit).await,
            Doors::Postgres(db) => db.read(unit).await,
        }
    }

    /// Reads what was committed before this call, by whatever server: on PostgreSQL never from a replica, which is a moment behind.
    ///
    /// # Errors
    /// As [`Db::read`].
    pub async fn read_latest<T, F>(&self, unit: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'c> Unit<&'c mut Conn, Result<T>, Fut: Send> + Send + 'static,
    {
        match &*self.doors {
            Doors::Sqlite(db) => db.read(unit).await,
            Doors::Postgres(db) => db.read_latest(unit).await,
        }
    }

    /// Reads what may take long (counting, searching, exporting), off the runtime's threads.
    ///
    /// # Errors
    /// As [`Db::read`].
    pub async fn report<T, F>(&self, unit: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'c> Unit<&'c mut Conn, Result<T>, Fut: Send> + Send + 'static,
    {
        match &*self.doors {
            Doors::Sqlite(db) => db.report(unit).await,
            Doors::Postgres(db) => db.read(unit).await,
        }
    }

    /// Reads a page of a list: as a report if that may take long, as [`Db::read`] if not.
    ///
    /// # Errors
    /// As [`Db::read`].
    pub async fn list<T, F>(&self, long: bool, unit: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'c> Unit<&'c mut Conn, Result<T>, Fut: Send> + Send + 'static,
    {
        if long { self.report(unit).await } else { self.read(unit).await }
    }

    /// Runs a unit of work: one transaction, committed when it returns `Ok`, undone when it returns `Err` or panics.
    /// It ends even if the caller stops waiting. What it asks for by [`Conn::after_commit`] happens once it is committed.
    ///
    /// The failure may be of any type that a failure of the house becomes; where the compiler can't tell which, the closure says so:
    /// `async move |conn: &mut Conn| -> Result<_, Failed> { … }`.
    ///
    /// # Errors
    /// What the unit returns, or 503 kinds when the queue is full, no connection gets free in time, or the commit fails.
    pub async fn write<T, E, F>(&self, unit: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: for<'c> Unit<&'c mut Conn, Result<T, E>, Fut: Send> + Send + 'static,
    {
        match &*self.doors {
            Doors::Sqlite(db) => db.write(unit).await,
            Doors::Postgres(db) => db.write(unit).await,
        }
    }

    /// Runs a unit of work that is one statement on PostgreSQL, which is a transaction by itself: no `BEGIN` and no `COMMIT` go round it.
    /// [`together`] makes one statement of several. Otherwise as [`Db::write`].
    ///
    /// # Errors
    /// As [`Db::write`].
    pub async fn write_at_once<T, E, F>(&self, unit: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: for<'c> Unit<&'c mut Conn, Result<T, E>, Fut: Send> + Send + 'static,
    {
        match &*self.doors {
            Doors::Sqlite(db) => db.write(unit).await,
            Doors::Postgres(db) => db.write_at_once(unit).await,
        }
    }
}
