//! Checks whether the database accepts writes: it writes a heartbeat, and remembers when the database last reported a full disk.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::Conn;
use super::schema::heartbeats;
use crate::error::Result;
use crate::on;

/// For how long a heartbeat is good. Whoever asks more often gets an empty unit of work, which writes nothing.
const GOOD_FOR: Duration = Duration::from_secs(1);

/// For how long a full disk is remembered. A heartbeat changes one row in place, for which there may be room when there is none for others.
const FULL_FOR: Duration = Duration::from_secs(5);

/// What is known of the database's writing.
#[derive(Debug, Default)]
pub(super) struct Pulse {
    /// The last good heartbeat. Held while one is written, so that there is one at a time.
    pub(super) beat: tokio::sync::Mutex<Option<Instant>>,
    full: Mutex<Option<Instant>>,
}

impl Pulse {
    /// Whether a heartbeat is still good.
    pub(super) fn is_good(beat: Option<Instant>) -> bool {
        beat.is_some_and(|beat| beat.elapsed() < GOOD_FOR)
    }

    /// Whether there was no room for a write a moment ago.
    pub(super) fn was_full(&self) -> bool {
        let full = *self.full.lock().unwrap_or_else(PoisonError::into_inner);
        full.is_some_and(|full| full.elapsed() < FULL_FOR)
    }

    /// Remembers that there was no room for a write.
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
