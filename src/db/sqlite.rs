//! SQLite inside the process: one writer, a few readers, a write-ahead log, and every commit synced to disk.

use std::fmt;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use diesel::connection::{Connection as _, SimpleConnection as _};
use diesel::result::Error as DieselError;
use diesel::sqlite::SqliteConnection;
use futures_util::FutureExt as _;

use super::inline::SqliteConn;
use super::pulse::Pulse;
use super::reader::Readers;
use super::slow::SlowLog;
use super::writer::Writer;
use super::{Conn, Unit, UnitError};
use crate::config::DatabaseConfig;
use crate::error::{Error, Result};
use crate::files;

/// The settings of every connection. `FULL` makes a commit wait for the disk, so that a confirmed write survives a crash.
const SETUP: &str = "PRAGMA busy_timeout = 5000; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
                     PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 268435456; \
                     PRAGMA journal_size_limit = 67108864;";

/// How long to wait for other processes that open the same new file. Equal to `busy_timeout`.
const PATIENCE: Duration = Duration::from_secs(5);

pub(super) struct Sqlite {
    readers: Arc<Readers>,
    writer: Writer,
}

impl fmt::Debug for Sqlite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sqlite").finish_non_exhaustive()
    }
}

/// Opens a connection with the project's settings.
pub(super) fn connect(path: &Path) -> Result<SqliteConnection> {
    // `-wal` and `-shm` get the permissions of the database file.
    match files::private(path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(Error::unavailable(error)),
        _ => {}
    }
    let path = path.to_str().ok_or_else(|| Error::internal("database.url: the path is not UTF-8"))?;
    let mut conn = SqliteConnection::establish(path).map_err(Error::unavailable)?;
    conn.batch_execute(SETUP)?;
    write_ahead(&mut conn)?;
    Ok(conn)
}

/// Turns on write-ahead logging, which the file then keeps.
///
/// For a new file SQLite needs an exclusive lock, and if another process has the file open, it fails immediately, whatever
/// `busy_timeout` says.
fn write_ahead(conn: &mut SqliteConnection) -> Result<()> {
    let end = Instant::now() + PATIENCE;
    loop {
        match conn.batch_execute("PRAGMA journal_mode = WAL;") {
            Err(DieselError::DatabaseError(_, info))
                if info.message() == "database is locked" && Instant::now() < end =>
            {
                std::thread::sleep(Duration::from_millis(5));
            }
            done => return Ok(done?),
        }
    }
}

impl Sqlite {
    pub(super) fn open(path: &Path, config: &DatabaseConfig, pulse: &Arc<Pulse>) -> Result<Self> {
        if files::is_public(path) {
            tracing::warn!(database = %path.display(), "every user of this machine can read the database; chmod o-rwx prevents that");
        }
        let wrap = |mut conn: SqliteConnection| {
            conn.set_instrumentation(SlowLog::new(pulse));
            Conn::sqlite(SqliteConn::new(conn))
        };
        let readers = (0..config.pool_size).map(|_| {
            let mut conn = connect(path)?;
            conn.batch_execute("PRAGMA query_only = ON;")?;
            Ok(wrap(conn))
        });
        let readers = Readers::new(readers.collect::<Result<_>>()?, config.wait);
        let writer = Writer::start(wrap(connect(path)?), config.queue_size, config.wait)?;
        Ok(Self { readers: Arc::new(readers), writer })
    }

    pub(super) async fn read<T, F>(&self, unit: F) -> Result<T>
    where
        F: for<'c> Unit<&'c mut Conn, Result<T>, Fut: Send> + Send + 'static,
    {
        unit(self.readers.lend().await?.conn()?).await
    }

    pub(super) async fn report<T, F>(&self, unit: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'c> Unit<&'c mut Conn, Result<T>, Fut: Send> + Send + 'static,
    {
        let readers = Arc::clone(&self.readers);
        let runtime = tokio::runtime::Handle::current();
        let work = move || {
            let mut lent = runtime.block_on(readers.lend())?;
            let done = unit(lent.conn()?).now_or_never();
            done.unwrap_or_else(|| {
                Err(Error::internal("a report waited for something other than its connection"))
            })
        };
        tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
    }

    pub(super) async fn write<T, E, F>(&self, unit: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: UnitError,
        F: for<'c> Unit<&'c mut Conn, Result<T, E>, Fut: Send> + Send + 'static,
    {
        self.writer.write(unit).await
    }
}
