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

/// Events that may wait, and so the most that are written in a second.
const WAITING: usize = 64;
/// How long the database is left alone after each batch.
const PAUSE: Duration = Duration::from_secs(1);

/// Takes events without making anybody wait. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Notes {
    db: Db,
    queue: Queue<Note>,
    lost: Arc<AtomicU64>,
}

#[derive(Debug)]
enum Note {
    Event(Box<Event>),
    /// Everything before this is to be written, and then this answered.
    Flush(oneshot::Sender<()>),
}

impl Notes {
    /// Notes for this database. Nothing is written before [`Notes::start`].
    #[must_use]
    pub fn new(db: Db) -> Self {
        Self { db, queue: Queue::new(WAITING), lost: Arc::default() }
    }

    /// Starts the task that writes them.
    pub fn start(&self, tasks: &mut Tasks) {
        tasks.run("audit of refusals", self, Self::keep);
    }

    /// Takes an event; it is written soon, or counted as lost if too many are waiting.
    pub fn note(&self, event: Event) {
        if self.queue.offer(Note::Event(Box::new(event))).is_err() {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Waits until everything that was noted so far is written, or lost. The task must have been started.
    pub async fn flush(&self) {
        let (tell, told) = oneshot::channel();
        self.queue.put(Note::Flush(tell)).await;
        // An error means that the task is gone, and then there is nothing to wait for.
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
                // Whoever asked may have gone.
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
            // An event that the database does not take must not cost the others. If it is away, there is no use in asking again.
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
