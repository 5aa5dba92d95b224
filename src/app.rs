//! What the parts of the house are built on; made once and handed down.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::id::Ids;
use crate::version::Stamp;

/// Database, clock, ids and configuration. Cheap to clone.
#[derive(Debug, Clone)]
pub struct App {
    /// The database.
    pub db: Db,
    /// Time.
    pub clock: Clock,
    /// Ids of resources.
    pub ids: Ids,
    /// Ids of requests and of what is audited, from a source of their own, so that a test's resources don't depend on how often it
    /// asked.
    pub request_ids: Ids,
    /// Time for what is no resource of its own: whether a token has expired, when something was audited. Apart, so that a test's
    /// moments don't depend on it.
    pub wall: Clock,
    /// The configuration.
    pub config: Arc<Config>,
    draining: Arc<AtomicBool>,
}

impl App {
    /// Puts an app together.
    #[must_use]
    pub fn new(db: Db, clock: Clock, wall: Clock, ids: Ids, request_ids: Ids, config: Config) -> Self {
        Self { db, clock, wall, ids, request_ids, config: Arc::new(config), draining: Arc::default() }
    }

    /// An app on the machine's clock and with random ids.
    #[must_use]
    pub fn live(db: Db, config: Config) -> Self {
        let clock = Clock::System;
        Self::new(db, clock.clone(), clock.clone(), Ids::random(clock.clone()), Ids::random(clock), config)
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
