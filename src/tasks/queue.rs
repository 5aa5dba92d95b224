//! A short queue between callers that must not wait and the task that does the work.

use std::sync::Arc;

use tokio::sync::{Mutex, mpsc};

use super::stop::Stop;

/// Holds a few items until a task takes them. Cheap to clone.
#[derive(Debug)]
pub struct Queue<T> {
    sender: mpsc::Sender<T>,
    receiver: Arc<Mutex<mpsc::Receiver<T>>>,
}

impl<T> Queue<T> {
    /// Creates a queue with this capacity.
    #[must_use]
    pub fn new(capacity: usize) -> Self {
        let (sender, receiver) = mpsc::channel(capacity);
        Self { sender, receiver: Arc::new(Mutex::new(receiver)) }
    }

    /// Adds an item without waiting.
    ///
    /// # Errors
    /// Returns the item when the queue is full.
    pub fn offer(&self, item: T) -> Result<(), T> {
        self.sender.try_send(item).map_err(mpsc::error::TrySendError::into_inner)
    }

    /// Adds an item once there is room.
    pub async fn put(&self, item: T) {
        // This cannot fail, because the queue owns both ends.
        let _ = self.sender.send(item).await;
    }

    /// Returns the next item, for the task that works the queue off. Returns nothing once the task is told to stop and the queue
    /// is empty.
    pub async fn next(&self, stop: &mut Stop) -> Option<T> {
        let mut receiver = self.receiver.lock().await;
        tokio::select! {
            biased;
            item = receiver.recv() => item,
            () = stop.asked() => None,
        }
    }

    /// Takes the items that are waiting at this moment.
    pub async fn rest(&self) -> Vec<T> {
        let mut receiver = self.receiver.lock().await;
        std::iter::from_fn(|| receiver.try_recv().ok()).collect()
    }
}

impl<T> Clone for Queue<T> {
    fn clone(&self) -> Self {
        Self { sender: self.sender.clone(), receiver: Arc::clone(&self.receiver) }
    }
}
