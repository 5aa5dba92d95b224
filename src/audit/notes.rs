//! Events that belong to no unit of work, on their way to the database: what was refused.
//!
//! Whoever is refused may come again and again, and each time cost a write. So these wait in a short queue, and a task writes
//! what has come together, once a second at most. What finds the queue full is counted, and the log says how many.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};

use super::model::Event;
use super::store;
use crate::db::{Conn, Db};

/// Events that may wait, and so the most that are written in a second.
const WAITING: usize = 64;
/// How long the database is left alone after each batch.
const PAUSE: Duration = Duration::from_secs(1);

/// Takes events without making anybody wait. Cheap to clone; when the last one is dropped, the task ends.
#[derive(Debug, Clone)]
pub struct Notes {
    queue: mpsc::Sender<Note>,
    lost: Arc<AtomicU64>,
}

#[derive(Debug)]
enum Note {
    Event(Box<Event>),
    /// Everything before this is to be written, and then this answered.
    Flush(oneshot::Sender<()>),
}

impl Notes {
    /// Starts the task that writes to this database. Must be called where there is a runtime.
    #[must_use]
    pub fn start(db: Db) -> Self {
        let (queue, notes) = mpsc::channel(WAITING);
        let lost = Arc::new(AtomicU64::new(0));
        tokio::spawn(keep(db, notes, Arc::clone(&lost)));
        Self { queue, lost }
    }

    /// Takes an event; it is written soon, or counted as lost if too many are waiting.
    pub fn note(&self, event: Event) {
        if self.queue.try_send(Note::Event(Box::new(event))).is_err() {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Waits until everything that was noted so far is written, or lost.
    pub async fn flush(&self) {
        let (tell, told) = oneshot::channel();
        if self.queue.send(Note::Flush(tell)).await.is_ok() {
            // An error means that the task is gone, and then there is nothing to wait for.
            drop(told.await);
        }
    }
}

async fn keep(db: Db, mut notes: mpsc::Receiver<Note>, lost: Arc<AtomicU64>) {
    let mut batch = Vec::with_capacity(WAITING);
    while notes.recv_many(&mut batch, WAITING).await > 0 {
        let (mut events, mut waiting) = (Vec::new(), Vec::new());
        for note in batch.drain(..) {
            match note {
                Note::Event(event) => events.push(*event),
                Note::Flush(tell) => waiting.push(tell),
            }
        }
        let wrote = !events.is_empty();
        write(&db, events, &lost).await;
        for tell in waiting {
            // Whoever asked may have gone.
            let _ = tell.send(());
        }
        if wrote {
            tokio::time::sleep(PAUSE).await;
        }
    }
}

async fn write(db: &Db, events: Vec<Event>, lost: &AtomicU64) {
    let count = events.len() as u64;
    let written = if events.is_empty() {
        Ok(())
    } else {
        db.write(async move |conn: &mut Conn| store::insert_all(conn, events).await).await
    };
    let lost = lost.swap(0, Ordering::Relaxed) + if written.is_err() { count } else { 0 };
    if lost > 0 {
        let error = written.err().map(|error| error.to_string()).unwrap_or_default();
        tracing::warn!(audit.lost = lost, error = error, "refusals were not audited");
    }
}
