//! Logs slow statements, without their values, and notes when the disk is full.

use std::sync::Arc;
use std::time::{Duration, Instant};

use diesel::connection::{Instrumentation, InstrumentationEvent};

use super::failure::is_full;
use super::pulse::Pulse;

/// The duration from which a statement counts as slow.
const SLOW: Duration = Duration::from_millis(100);

/// Watches one connection, on which one statement runs at a time.
#[derive(Debug)]
pub(super) struct SlowLog {
    pulse: Arc<Pulse>,
    began: Option<Instant>,
}

impl SlowLog {
    pub(super) fn new(pulse: &Arc<Pulse>) -> Self {
        Self { pulse: Arc::clone(pulse), began: None }
    }
}

impl Instrumentation for SlowLog {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        match event {
            InstrumentationEvent::StartQuery { .. } => self.began = Some(Instant::now()),
            InstrumentationEvent::FinishQuery { query, error, .. } => {
                if error.is_some_and(is_full) {
                    self.pulse.is_full();
                }
                let took = self.began.take().map(|began| began.elapsed()).unwrap_or_default();
                if took >= SLOW {
                    let text = query.to_string();
                    let statement = text.split(" -- binds: ").next().unwrap_or_default();
                    let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
                    tracing::warn!(db.statement = statement, db.millis = millis, "slow statement");
                }
            }
            _ => {}
        }
    }
}
