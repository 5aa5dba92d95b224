//! A small pool of connections that read from SQLite.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};

use super::Conn;
use crate::error::{Error, Result};

/// Connections to lend, and how long one waits for one.
pub(super) struct Readers {
    free: Semaphore,
    idle: Mutex<Vec<Conn>>,
    wait: Duration,
}

impl Readers {
    pub(super) fn new(conns: Vec<Conn>, wait: Duration) -> Self {
        Self { free: Semaphore::new(conns.len()), idle: Mutex::new(conns), wait }
    }

    /// Borrows a connection; 503 kinds when none gets free within the wait limit.
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

/// A borrowed connection; it goes back when it is dropped, also when its borrower panics or is cancelled.
pub(super) struct Lent<'p> {
    conn: Option<Conn>,
    pool: &'p Readers,
    // Dropped after `drop` has put the connection back, so a permit always has one.
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
