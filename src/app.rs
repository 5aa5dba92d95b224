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

/// Database, clock, ids, configuration and the parts' names. Cheap to clone.
#[derive(Debug, Clone)]
pub struct App {
    /// The database.
    pub db: Db,
    /// Time.
    pub clock: Clock,
    /// Ids: of resources, of requests, of what is audited.
    pub ids: Ids,
    /// The configuration.
    pub config: Arc<Config>,
    /// The names that the parts bring along.
    pub registry: Registry,
    /// What goes wrong beside the requests.
    pub failing: Failing,
    draining: Arc<AtomicBool>,
}

impl App {
    /// Puts an app together.
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

    /// An app on the machine's clock and with random ids.
    #[must_use]
    pub fn live(db: Db, config: Config, registry: Registry) -> Self {
        Self::new(db, Clock::System, Ids::random(Clock::System), config, registry)
    }

    /// The stamp of something new.
    #[must_use]
    pub fn new_stamp(&self) -> Stamp {
        let now = self.clock.now();
        Stamp { id: self.ids.next(), version: 1, created_at: now, updated_at: now }
    }

    /// From now on the app is not ready: requests in flight end, and a load balancer sends no new ones.
    pub fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }

    /// Whether the app is about to stop.
    #[must_use]
    pub fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Relaxed)
    }
}
