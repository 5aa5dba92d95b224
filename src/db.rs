//! Access to the database, SQLite or PostgreSQL, through one interface. Other modules write a statement once for both databases,
//! except for the few statements that differ ([`Conn::side`]).
//!
//! [`Db::read`] lends a connection for reading. [`Db::write`] runs a unit of work: an async closure over a connection that runs
//! in one transaction, as a whole or not at all, and continues when the client disconnects. [`Db::report`] is for reads that may
//! take longer than a millisecond, and [`Db::read_latest`] for reads that must not be stale.
//!
//! A unit of work must use nothing but its connection. Inside it, [`on!`](crate::on) expands one statement for each database.

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

/// A database. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Db {
    doors: Arc<Doors>,
    /// Whether the database accepts writes, as far as is known.
    pulse: Arc<Pulse>,
}

#[derive(Debug)]
enum Doors {
    Sqlite(sqlite::Sqlite),
    Postgres(postgres::Postgres),
}

impl Db {
    /// Opens the database that the configuration names. Its tables must exist: run [`Migrations::run`] first.
    ///
    /// # Errors
    /// When it cannot be opened or reached.
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

    /// Checks that the database responds, accepts writes and has every migration. Returns the missing migrations.
    ///
    /// # Errors
    /// When it does not respond, or does not accept writes because it is read-only or its disk is full.
    pub async fn check(&self) -> Result<Pending> {
        // Reads and writes are both checked, because they may go to two servers.
        let pending = self.read(async |conn: &mut Conn| Migrations::pending(conn).await).await?;
        // A database without its tables cannot be written to.
        if pending.is_empty() {
            self.beat().await?;
        }
        Ok(pending)
    }

    /// Writes a heartbeat, unless the last one is recent.
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

    /// Reads. Anything that may take longer than a millisecond belongs to [`Db::report`].
    ///
    /// On SQLite the statements run immediately, on the caller's thread. On PostgreSQL they may go to a replica.
    ///
    /// # Errors
    /// The error of the unit, or a 503 kind when no connection becomes free in time.
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

    /// Reads everything that any server committed before this call. On PostgreSQL it never reads from a replica, which lags
    /// behind.
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

    /// Runs reads that may take long (counting, searching, exporting), off the runtime's threads.
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

    /// Reads a page of a list: with [`Db::report`] if that may take long, otherwise with [`Db::read`].
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

    /// Runs a unit of work: one transaction that is committed when the unit returns `Ok`, and rolled back when it returns `Err`
    /// or panics. It runs to its end even if the caller stops waiting. On PostgreSQL, a unit that was aborted by a deadlock or by
    /// another transaction is retried a few times, so it must be [`Clone`] and use nothing but its connection. Effects that it
    /// requests with [`Conn::after_commit`] run once it is committed.
    ///
    /// The error can be of any [`UnitError`] type. Where the compiler cannot infer it, the closure names it:
    /// `async move |conn: &mut Conn| -> Result<_, Failed> { … }`.
    ///
    /// # Errors
    /// The error of the unit, or a 503 kind when the queue is full, no connection becomes free in time, or the commit fails.
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

    /// Runs a unit of work that is a single statement on PostgreSQL. Such a statement is a transaction by itself, so it is sent
    /// without `BEGIN` and `COMMIT`. [`together`] combines several statements into one. Otherwise like [`Db::write`].
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
