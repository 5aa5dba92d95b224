//! The state that all parts share. It is created once and passed down.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::id::Ids;
use crate::registry::Registry;
use crate::tasks::Failing;
use crate::version::Stamp;

/// The database, the clock, ids, the configuration and the names of the parts. Cheap to clone.
#[derive(Debug, Clone)]
pub struct App {
    /// The database.
    pub db: Db,
    /// The clock.
    pub clock: Clock,
    /// The generator of ids for resources, requests and audit events.
    pub ids: Ids,
    /// The configuration.
    pub config: Arc<Config>,
    /// The names that the parts register.
    pub registry: Registry,
    /// The background tasks that are failing.
    pub failing: Failing,
    draining: Arc<AtomicBool>,
}

impl App {
    /// Creates an app.
    #[must_use]
    pub fn new(db: Db, clock: Clock, ids: Ids, config: Config, registry: Registry) -> Self {
        Self {
            db,
            clock,
            ids,
            config: Arc::new(config),
            registry,
            failing: Failing::default(),
            draining: Arc::default(),
        }
    }

    /// Creates an app with the system clock and random ids.
    #[must_use]
    pub fn live(db: Db, config: Config, registry: Registry) -> Self {
        Self::new(db, Clock::System, Ids::random(Clock::System), config, registry)
    }

    /// Returns the stamp of a new row.
    #[must_use]
    pub fn new_stamp(&self) -> Stamp {
        let now = self.clock.now();
        Stamp { id: self.ids.next(), version: 1, created_at: now, updated_at: now }
    }

    /// Marks the app as not ready, so that requests in flight finish and a load balancer sends no new ones.
    pub fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }

    /// Returns whether the app is about to stop.
    #[must_use]
    pub fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Relaxed)
    }
}
