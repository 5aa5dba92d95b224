//! Checks whether the database accepts writes: it writes a heartbeat, and remembers when the database last reported a full disk.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::Conn;
use super::schema::heartbeats;
use crate::error::Result;
use crate::on;

/// How long a heartbeat is valid. More frequent checks run an empty unit of work, which writes nothing.
const GOOD_FOR: Duration = Duration::from_secs(1);

/// How long a full disk is remembered. A heartbeat updates one row in place, which may succeed when there is no room for other
/// writes.
const FULL_FOR: Duration = Duration::from_secs(5);

/// What is known about the database's ability to write.
#[derive(Debug, Default)]
pub(super) struct Pulse {
    /// The last successful heartbeat. The lock is held during a write, so that only one heartbeat is written at a time.
    pub(super) beat: tokio::sync::Mutex<Option<Instant>>,
    full: Mutex<Option<Instant>>,
}

impl Pulse {
    /// Returns whether a heartbeat is still valid.
    pub(super) fn is_good(beat: Option<Instant>) -> bool {
        beat.is_some_and(|beat| beat.elapsed() < GOOD_FOR)
    }

    /// Returns whether the disk was full a moment ago.
    pub(super) fn was_full(&self) -> bool {
        let full = *self.full.lock().unwrap_or_else(PoisonError::into_inner);
        full.is_some_and(|full| full.elapsed() < FULL_FOR)
    }

    /// Records that the disk was full.
    pub(super) fn is_full(&self) {
        *self.full.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }
}

/// Writes a heartbeat.
pub(super) async fn write(conn: &mut Conn) -> Result<()> {
    let beat = diesel::update(heartbeats::table).set(heartbeats::beat.eq(heartbeats::beat + 1));
    on!(conn, |c| beat.execute(c).await)?;
    Ok(())
}
