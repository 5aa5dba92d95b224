//! A small pool of connections that read from SQLite.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};

use super::Conn;
use crate::error::{Error, Result};

/// The connections, and how long a caller waits for one.
pub(super) struct Readers {
    free: Semaphore,
    idle: Mutex<Vec<Conn>>,
    wait: Duration,
}

impl Readers {
    pub(super) fn new(conns: Vec<Conn>, wait: Duration) -> Self {
        Self { free: Semaphore::new(conns.len()), idle: Mutex::new(conns), wait }
    }

    /// Borrows a connection. Fails with a 503 kind if none becomes free within the time limit.
    pub(super) async fn lend(&self) -> Result<Lent<'_>> {
        let permit = match self.free.try_acquire() {
            Ok(permit) => permit,
            Err(_) => tokio::time::timeout(self.wait, self.free.acquire())
                .await
                .map_err(|_| Error::overloaded())?
                .map_err(Error::internal)?,
        };
        let conn = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let conn = conn.ok_or_else(|| Error::internal("a permit without a connection"))?;
        Ok(Lent { conn: Some(conn), pool: self, _permit: permit })
    }

    fn give_back(&self, conn: Conn) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(conn);
    }
}

/// A borrowed connection. Dropping it returns it to the pool, even when the borrower panics or is cancelled.
pub(super) struct Lent<'p> {
    conn: Option<Conn>,
    pool: &'p Readers,
    // Dropped after `drop` has returned the connection, so that there is a connection for every permit.
    _permit: SemaphorePermit<'p>,
}

impl Lent<'_> {
    pub(super) fn conn(&mut self) -> Result<&mut Conn> {
        self.conn.as_mut().ok_or_else(|| Error::internal("a connection lent twice"))
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        if let Some(conn) = self.conn.take() {
            self.pool.give_back(conn);
        }
    }
}
