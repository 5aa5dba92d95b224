//! A connection to either database, and the macro that writes one statement for both.

use std::error::Error as StdError;

use diesel::sqlite::SqliteConnection;
use diesel_async::AsyncPgConnection;
use diesel_async::pooled_connection::bb8::PooledConnection;
use diesel_async::sync_connection_wrapper::{SpawnBlocking, SyncConnectionWrapper};
use futures_util::future::{BoxFuture, FutureExt as _};

/// SQLite's connection in async clothes: each statement runs at once, on the caller's thread.
pub type SqliteConn = SyncConnectionWrapper<SqliteConnection, Inline>;

/// A connection to either database.
#[expect(missing_debug_implementations, reason = "neither connection has one")]
#[expect(clippy::large_enum_variant, reason = "there are a few of them, lent by reference")]
pub enum Conn {
    /// To SQLite.
    Sqlite(SqliteConn),
    /// To PostgreSQL, out of a pool.
    Postgres(PooledConnection<'static, AsyncPgConnection>),
}

/// Expands a query for each database: `on!(conn, |c| books::table.find(id).first(c).await)`.
///
/// Build `as_select()` and `into_boxed()` inside it: their types differ from one database to the other. Where a type must be
/// named, `on!(conn, |c: Backend| …)` calls it `Backend`.
#[macro_export]
macro_rules! on {
    ($conn:expr, |$c:ident| $body:expr) => {
        match $conn {
            $crate::db::Conn::Sqlite($c) => $body,
            $crate::db::Conn::Postgres(pooled) => {
                let $c: &mut diesel_async::AsyncPgConnection = &mut **pooled;
                $body
            }
        }
    };
    ($conn:expr, |$c:ident: $Backend:ident| $body:expr) => {
        match $conn {
            $crate::db::Conn::Sqlite($c) => {
                type $Backend = diesel::sqlite::Sqlite;
                $body
            }
            $crate::db::Conn::Postgres(pooled) => {
                type $Backend = diesel::pg::Pg;
                let $c: &mut diesel_async::AsyncPgConnection = &mut **pooled;
                $body
            }
        }
    };
}

/// Runs what diesel-async would send to a thread right where it is.
///
/// A point read takes about ten microseconds, less than the hop to another thread and back.
#[derive(Debug)]
pub struct Inline;

impl SpawnBlocking for Inline {
    fn spawn_blocking<'a, R>(
        &mut self,
        task: impl FnOnce() -> R + Send + 'static,
    ) -> BoxFuture<'a, Result<R, Box<dyn StdError + Send + Sync + 'static>>>
    where
        R: Send + 'static,
    {
        futures_util::future::ready(Ok(task())).boxed()
    }

    fn get_runtime() -> Self {
        Self
    }
}
