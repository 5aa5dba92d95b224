//! Database access. This is the only module that knows that there are two databases, SQLite and PostgreSQL.
//!
//! [`Db::read`] lends a connection for reading. [`Db::write`] runs a unit of work: an async closure over a connection that runs
//! in one transaction, as a whole or not at all, and continues when the client disconnects. [`Db::report`] is for reads that may
//! take longer than a millisecond, and [`Db::read_latest`] for reads that must not be stale. A unit of work must use nothing but
//! its connection. Inside it, [`on!`](crate::on) expands one statement for each database.

mod again;
mod conn;
mod effects;
mod failure;
mod inline;
mod keyset;
mod migrate;
mod postgres;
mod pulse;
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
pub use self::failure::{Constraint, UnitError, is_violation};
pub use self::migrate::{Migrations, Pending};
pub use self::unit::Unit;

use std::sync::Arc;
use std::time::Instant;

use self::pulse::Pulse;
use crate::config::{DatabaseConfig, DatabaseUrl};
use crate::error::{Error, Result};

/// Both doors of one database. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Db {
    doors: Arc<Doors>,
    /// Whether it takes writes, as far as that is known.
    pulse: Arc<Pulse>,
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
        let pulse = Arc::new(Pulse::default());
        let doors = match &config.url {
            DatabaseUrl::Sqlite(path) => Doors::Sqlite(sqlite::Sqlite::open(path, config, &pulse)?),
            DatabaseUrl::Postgres(url) => {
                Doors::Postgres(postgres::Postgres::open(url, config, &pulse).await?)
            }
        };
        Ok(Self { doors: Arc::new(doors), pulse })
    }

    /// Finds out whether the database answers, takes writes, and has every migration; gives those that are missing.
    ///
    /// # Errors
    /// When it does not answer or takes no writes: it is read-only, or its disk is full.
    pub async fn check(&self) -> Result<Pending> {
        // Both doors, because they may lead to two servers.
        let pending = self.read(async |conn: &mut Conn| Migrations::pending(conn).await).await?;
        // A database without its tables has none to write to.
        if pending.is_empty() {
            self.beat().await?;
        }
        Ok(pending)
    }

    /// Writes a heartbeat, unless there was one a moment ago.
    async fn beat(&self) -> Result<()> {
        let mut beat = self.pulse.beat.lock().await;
        let good = Pulse::is_good(*beat);
        let unit = async move |conn: &mut Conn| if good { Ok(()) } else { pulse::write(conn).await };
        let written = self.write(unit).await;
        if !good {
            *beat = written.is_ok().then(Instant::now);
        }
        written?;
        if self.pulse.was_full() {
            return Err(Error::unavailable("the database has no room left to write"));
        }
        Ok(())
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
        F: for<'c> Unit<&'c mut Conn, Result<T>, Fut: Send> + Clone + Send + 'static,
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
        F: for<'c> Unit<&'c mut Conn, Result<T>, Fut: Send> + Clone + Send + 'static,
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
        F: for<'c> Unit<&'c mut Conn, Result<T>, Fut: Send> + Clone + Send + 'static,
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
        F: for<'c> Unit<&'c mut Conn, Result<T>, Fut: Send> + Clone + Send + 'static,
    {
        if long { self.report(unit).await } else { self.read(unit).await }
    }

    /// Runs a unit of work: one transaction, committed when it returns `Ok`, undone when it returns `Err` or panics.
    /// It ends even if the caller stops waiting. On PostgreSQL a unit that a deadlock or another transaction stopped is run again, a few
    /// times: so it is a [`Clone`] and touches nothing but its connection. What it asks for by [`Conn::after_commit`] happens once it is committed.
    ///
    /// The failure may be of any [`UnitError`]; where the compiler can't tell which, the closure says so:
    /// `async move |conn: &mut Conn| -> Result<_, Failed> { … }`.
    ///
    /// # Errors
    /// What the unit returns, or 503 kinds when the queue is full, no connection gets free in time, or the commit fails.
    pub async fn write<T, E, F>(&self, unit: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: UnitError,
        F: for<'c> Unit<&'c mut Conn, Result<T, E>, Fut: Send> + Clone + Send + 'static,
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
        E: UnitError,
        F: for<'c> Unit<&'c mut Conn, Result<T, E>, Fut: Send> + Clone + Send + 'static,
    {
        match &*self.doors {
            Doors::Sqlite(db) => db.write(unit).await,
            Doors::Postgres(db) => db.write_at_once(unit).await,
        }
    }
}
