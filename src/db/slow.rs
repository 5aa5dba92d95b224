//! Statements that take long are logged, without their values.

use std::time::{Duration, Instant};

use diesel::connection::{Instrumentation, InstrumentationEvent};

/// What counts as long.
const SLOW: Duration = Duration::from_millis(100);

/// Watches one connection, on which one statement runs at a time.
#[derive(Debug, Default)]
pub(super) struct SlowLog {
    began: Option<Instant>,
}

impl Instrumentation for SlowLog {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        match event {
            InstrumentationEvent::StartQuery { .. } => self.began = Some(Instant::now()),
            InstrumentationEvent::FinishQuery { query, .. } => {
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
