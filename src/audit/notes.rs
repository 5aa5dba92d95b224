//! A queue for audit events that belong to no unit of work: refusals.
//!
//! Refused callers can try again and again, and each refusal would cost a write. Refusals therefore wait in a short queue. A task
//! writes the queued events in batches, at most once a second. If the queue is full, an event is dropped and counted, and the log
//! reports the count.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::oneshot;

use super::model::Event;
use super::store;
use crate::db::{Conn, Db};
use crate::error::{Kind, Result};
use crate::tasks::{Queue, Stop, Tasks};

/// The most events that can wait, and therefore the most that are written in a second.
const WAITING: usize = 64;
/// How long the task waits after each batch before it writes to the database again.
const PAUSE: Duration = Duration::from_secs(1);

/// Queues events without blocking the caller. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Notes {
    db: Db,
    queue: Queue<Note>,
    lost: Arc<AtomicU64>,
}

#[derive(Debug)]
enum Note {
    Event(Box<Event>),
    /// Sends a reply when every note before it has been written.
    Flush(oneshot::Sender<()>),
}

impl Notes {
    /// Creates a queue for this database. Nothing is written before [`Notes::start`].
    #[must_use]
    pub fn new(db: Db) -> Self {
        Self { db, queue: Queue::new(WAITING), lost: Arc::default() }
    }

    /// Starts the task that writes the queued events.
    pub fn start(&self, tasks: &mut Tasks) {
        tasks.run("audit of refusals", self, Self::keep);
    }

    /// Queues an event. It is written soon, or counted as lost if the queue is full.
    pub fn note(&self, event: Event) {
        if self.queue.offer(Note::Event(Box::new(event))).is_err() {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Waits until all events that were noted so far are written or lost. The task must have been started.
    pub async fn flush(&self) {
        let (tell, told) = oneshot::channel();
        self.queue.put(Note::Flush(tell)).await;
        // An error means that the task has ended. Then there is nothing to wait for.
        drop(told.await);
    }

    async fn keep(self, mut stop: Stop) {
        while let Some(first) = self.queue.next(&mut stop).await {
            let (mut events, mut waiting) = (Vec::new(), Vec::new());
            for note in std::iter::once(first).chain(self.queue.rest().await) {
                match note {
                    Note::Event(event) => events.push(*event),
                    Note::Flush(tell) => waiting.push(tell),
                }
            }
            let wrote = !events.is_empty();
            self.write(events).await;
            for tell in waiting {
                // The caller of `flush` may be gone.
                let _ = tell.send(());
            }
            if wrote {
                stop.within(PAUSE).await;
            }
        }
    }

    async fn write(&self, events: Vec<Event>) {
        let (mut lost, mut cause) = (self.lost.swap(0, Ordering::Relaxed), None);
        if let Err(error) = self.insert(events.clone()).await {
            // Write the events one by one, so that one that the database rejects does not cost the others. If the database is
            // unavailable, do not try again.
            let away = error.code().kind() == Kind::Unavailable;
            for event in events {
                if away || self.insert(vec![event]).await.is_err() {
                    lost += 1;
                }
            }
            cause = Some(error.reason());
        }
        if lost > 0 {
            tracing::warn!(audit.lost = lost, error = cause.unwrap_or_default(), "refusals were not audited");
        }
    }

    async fn insert(&self, events: Vec<Event>) -> Result<()> {
        if events.is_empty() {
            return Ok(());
        }
        self.db.write(async move |conn: &mut Conn| store::insert_all(conn, events).await).await
    }
}
