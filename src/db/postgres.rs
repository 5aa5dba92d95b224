//! PostgreSQL behind a connection pool, with a second pool for reads if a replica is configured.

use std::fmt;
use std::future::ready;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use diesel::result::{DatabaseErrorKind, Error as DieselError};
use diesel_async::pooled_connection::bb8::{Pool, RunError};
use diesel_async::pooled_connection::{
    AsyncDieselConnectionManager, ManagerConfig, PoolableConnection as _, RecyclingMethod,
};
use diesel_async::{
    AnsiTransactionManager, AsyncConnection as _, AsyncPgConnection, SimpleAsyncConnection as _,
    TransactionManager,
};
use futures_util::FutureExt as _;

use super::again::{again_if, effected};
use super::effects::Effects;
use super::failure::{is_away, is_conflict, is_lost};
use super::pulse::Pulse;
use super::slow::SlowLog;
use super::{Conn, Side, Unit, UnitError, tls};
use crate::config::{DatabaseConfig, DatabaseUrl, parse_postgres};
use crate::error::{Error, Kind, Result};

pub(super) struct Postgres {
    primary: Pool<AsyncPgConnection>,
    replica: Option<Pool<AsyncPgConnection>>,
    /// How long a unit may take. The server itself ends a statement earlier.
    limit: Duration,
}

impl fmt::Debug for Postgres {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Postgres").finish_non_exhaustive()
    }
}

/// Opens a connection with the project's settings.
pub(super) async fn connect(url: &str, ca: Option<&Path>) -> Result<AsyncPgConnection> {
    let (config, encrypted) = parse_postgres(url).map_err(Error::unavailable)?;
    let conn = if encrypted {
        let (client, link) = config.connect(tls::connector(ca)?).await.map_err(Error::unavailable)?;
        AsyncPgConnection::try_from_client_and_connection(client, link).await
    } else {
        let (client, link) = config.connect(tokio_postgres::NoTls).await.map_err(Error::unavailable)?;
        AsyncPgConnection::try_from_client_and_connection(client, link).await
    };
    conn.map_err(Error::unavailable)
}

async fn pool(url: &str, config: &DatabaseConfig, pulse: &Arc<Pulse>) -> Result<Pool<AsyncPgConnection>> {
    let ca: Option<Arc<PathBuf>> = config.tls_ca.clone().map(Arc::new);
    let timeout =
        format!("SET statement_timeout = {}; SET TIME ZONE 'UTC'", config.statement_timeout.as_millis());
    let mut manager = ManagerConfig::default();
    // Asking the server each time a connection is borrowed would cost a round trip. Whether the connection was closed, for
    // example because the server stopped, is known without asking.
    manager.recycling_method = RecyclingMethod::CustomFunction(Box::new(|conn: &mut AsyncPgConnection| {
        let closed =
            DieselError::DatabaseError(DatabaseErrorKind::ClosedConnection, Box::new("closed".to_owned()));
        ready(if conn.is_broken() { Err(closed) } else { Ok(()) }).boxed()
    }));
    let pulse = Arc::clone(pulse);
    manager.custom_setup = Box::new(move |url| {
        let (url, ca, timeout, pulse) = (url.to_owned(), ca.clone(), timeout.clone(), Arc::clone(&pulse));
        async move {
            let bad = |error: &dyn fmt::Display| diesel::ConnectionError::BadConnection(error.to_string());
            let ca = ca.as_deref().map(PathBuf::as_path);
            let mut conn = connect(&url, ca).await.map_err(|error| bad(&reason(&error)))?;
            conn.batch_execute(&timeout).await.map_err(|error| bad(&error))?;
            conn.set_instrumentation(SlowLog::new(&pulse));
            Ok(conn)
        }
        .boxed()
    });
    let manager = AsyncDieselConnectionManager::new_with_config(url, manager);
    let size = u32::try_from(config.pool_size).unwrap_or(u32::MAX);
    Pool::builder()
        .max_size(size)
        .connection_timeout(config.wait)
        .test_on_check_out(true)
        .build(manager)
        .await
        .map_err(Error::unavailable)
}

fn reason(error: &Error) -> String {
    std::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string)
}

impl Postgres {
    pub(super) async fn open(url: &str, config: &DatabaseConfig, pulse: &Arc<Pulse>) -> Result<Self> {
        let replica = match &config.replica_url {
            Some(DatabaseUrl::Postgres(url)) => Some(pool(url, config, pulse).await?),
            _ => None,
        };
        // The server's own limit comes first. This one is for a server that no longer responds.
        let limit = config.statement_timeout + Duration::from_millis(500);
        Ok(Self { primary: pool(url, config, pulse).await?, replica, limit })
    }

    pub(super) async fn read<T, F>(&self, unit: F) -> Result<T>
    where
        F: for<'c> Unit<&'c mut Conn, Result<T>, Fut: Send> + Clone + Send + 'static,
    {
        self.read_from(self.replica.as_ref().unwrap_or(&self.primary), unit).await
    }

    pub(super) async fn read_latest<T, F>(&self, unit: F) -> Result<T>
    where
        F: for<'c> Unit<&'c mut Conn, Result<T>, Fut: Send> + Clone + Send + 'static,
    {
        self.read_from(&self.primary, unit).await
    }

    async fn read_from<T, F>(&self, pool: &Pool<AsyncPgConnection>, unit: F) -> Result<T>
    where
        F: for<'c> Unit<&'c mut Conn, Result<T>, Fut: Send> + Clone + Send + 'static,
    {
        // A read that lost its connection has changed nothing, so it can be retried on another connection.
        let again = |error: &Error| is_conflict(error) || is_lost(error);
        again_if(again, self.limit, || async {
            let mut conn = borrow(pool).await?;
            let result = within(self.limit, unit.clone()(&mut conn)).await;
            let away = matches!(&result, Err(error) if error.code().kind() == Kind::Unavailable);
            discard_if(away, &mut conn)?;
            result
        })
        .await
    }

    /// Runs the unit in a task of its own, so that a client that disconnects does not stop it half way.
    pub(super) async fn write<T, E, F>(&self, unit: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: UnitError,
        F: for<'c> Unit<&'c mut Conn, Result<T, E>, Fut: Send> + Clone + Send + 'static,
    {
        let (pool, limit) = (self.primary.clone(), self.limit);
        let work = again_if(is_conflict, limit, move || {
            let (pool, unit) = (pool.clone(), unit.clone());
            async move {
                let mut conn = begun(&pool, limit).await?;
                // After a timeout the transaction is still open, and the pool discards the connection.
                within(limit, transaction(&mut conn, unit)).await
            }
        });
        tokio::spawn(effected(work)).await.map_err(Error::internal)?
    }

    /// Does the same without a transaction, for a unit of one statement.
    pub(super) async fn write_at_once<T, E, F>(&self, unit: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: UnitError,
        F: for<'c> Unit<&'c mut Conn, Result<T, E>, Fut: Send> + Clone + Send + 'static,
    {
        let (pool, limit) = (self.primary.clone(), self.limit);
        let work = again_if(is_conflict, limit, move || {
            let (pool, unit) = (pool.clone(), unit.clone());
            async move {
                let mut conn = borrow(&pool).await?;
                conn.expect_one_statement();
                let done = tokio::time::timeout(limit, unit(&mut conn)).await;
                let effects = conn.take_effects();
                // After a timeout, it is unknown whether the statement is still running.
                discard_if(done.is_err(), &mut conn)?;
                Ok((done.unwrap_or_else(|_| Err(silent().into()))?, effects))
            }
        });
        tokio::spawn(effected(work)).await.map_err(Error::internal)?
    }
}

/// Returns a connection in a transaction. A dead connection may only be noticed here. Nothing has happened yet, so the next
/// connection is tried.
async fn begun(pool: &Pool<AsyncPgConnection>, limit: Duration) -> Result<Conn> {
    let mut dead = pool.state().connections;
    loop {
        let mut conn = borrow(pool).await?;
        let link = inner(&mut conn)?;
        let begin = AnsiTransactionManager::begin_transaction(link);
        let done = tokio::time::timeout(limit, begin).await.map_err(|_| silent())?;
        discard_if(done.is_err(), &mut conn)?;
        match done {
            Err(error) if dead > 0 && is_away(&error) => dead -= 1,
            done => return Ok(done.map(|()| conn)?),
        }
    }
}

async fn borrow(pool: &Pool<AsyncPgConnection>) -> Result<Conn> {
    match pool.get_owned().await {
        Ok(conn) => Ok(Conn::postgres(conn)),
        // Without any connection, the server is unreachable. Otherwise other units hold all connections.
        Err(RunError::TimedOut) if pool.state().connections == 0 => {
            Err(Error::unavailable("no connection could be made"))
        }
        Err(RunError::TimedOut) => Err(Error::overloaded()),
        Err(RunError::User(error)) => Err(Error::unavailable(error)),
    }
}

async fn within<T, E: From<Error>>(
    limit: Duration,
    work: impl Future<Output = Result<T, E>>,
) -> Result<T, E> {
    tokio::time::timeout(limit, work).await.unwrap_or_else(|_| Err(silent().into()))
}

fn silent() -> Error {
    Error::unavailable("no answer within the time limit")
}

/// Runs a unit in the transaction that has begun. Returns also the effects to run now that it is committed.
async fn transaction<T, E, F>(conn: &mut Conn, unit: F) -> Result<(T, Effects), E>
where
    E: UnitError,
    F: for<'c> Unit<&'c mut Conn, Result<T, E>, Fut: Send> + Send + 'static,
{
    conn.open_effects();
    match unit(&mut *conn).await {
        Ok(value) => {
            let committed = AnsiTransactionManager::commit_transaction(inner(conn)?).await;
            discard_if(committed.is_err(), conn)?;
            committed.map_err(Error::from)?;
            Ok((value, conn.take_effects()))
        }
        Err(error) => {
            // The unit's own failure is the one to report.
            let undone = AnsiTransactionManager::rollback_transaction(inner(conn)?).await;
            discard_if(undone.is_err(), conn)?;
            Err(error)
        }
    }
}

/// Marks a failed connection as broken, so that the pool discards it and does not lend it again.
fn discard_if(failed: bool, conn: &mut Conn) -> Result<()> {
    if failed {
        AnsiTransactionManager::transaction_manager_status_mut(inner(conn)?).set_in_error();
    }
    Ok(())
}

fn inner(conn: &mut Conn) -> Result<&mut AsyncPgConnection> {
    match conn.side() {
        Side::Postgres(pooled) => Ok(pooled),
        Side::Sqlite(_) => Err(Error::internal("a connection to the other database")),
    }
}
