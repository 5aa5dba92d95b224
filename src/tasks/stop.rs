//! The stop signal of a task.

use std::time::Duration;

use tokio::sync::watch;

/// Tells a task to stop.
#[derive(Debug, Clone)]
pub struct Stop(watch::Receiver<bool>);

impl Stop {
    /// Creates a signal from the channel `asked`.
    pub(super) const fn new(asked: watch::Receiver<bool>) -> Self {
        Self(asked)
    }

    /// Waits until the task is told to stop.
    pub async fn asked(&mut self) {
        // An error means that the sender is gone, which also means to stop.
        let _ = self.0.wait_for(|asked| *asked).await;
    }

    /// Waits for `time`, or until the task is told to stop. Returns whether it is told to stop.
    pub async fn within(&mut self, time: Duration) -> bool {
        tokio::time::timeout(time, self.asked()).await.is_ok()
    }
}
