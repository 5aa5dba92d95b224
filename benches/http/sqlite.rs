//! SQLite as the program sets it up, for servers without the program.

use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, SqliteConnection};

use crate::Result;

/// The same settings as in `src/db/sqlite.rs`. Another `synchronous` or `mmap_size` would measure another database.
const SETUP: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
                     PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 268435456; \
                     PRAGMA journal_size_limit = 67108864;";

/// Opens a connection.
pub fn connect(path: &str) -> Result<SqliteConnection> {
    let mut conn = SqliteConnection::establish(path)?;
    conn.batch_execute(SETUP)?;
    Ok(conn)
}
