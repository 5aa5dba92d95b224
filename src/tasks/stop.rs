//! The stop signal of a task.

use std::time::Duration;

use tokio::sync::watch;

/// How a task learns that it is to end.
#[derive(Debug, Clone)]
pub struct Stop(watch::Receiver<bool>);

impl Stop {
    /// What `asked` says.
    pub(super) const fn new(asked: watch::Receiver<bool>) -> Self {
        Self(asked)
    }

    /// Waits until the task is to end.
    pub async fn asked(&mut self) {
        // An error means that nobody is there to ask any more, which is the same.
        let _ = self.0.wait_for(|asked| *asked).await;
    }

    /// Waits for a while; less, if the task is to end before that. Says whether it is.
    pub async fn within(&mut self, time: Duration) -> bool {
        tokio::time::timeout(time, self.asked()).await.is_ok()
    }
}
