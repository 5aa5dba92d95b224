//! Effects: actions that run once a unit of work is committed, such as revoking tokens, sending mail and clearing caches.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// One effect. It cannot fail the unit any more.
type Effect = Box<dyn FnOnce() + Send>;

/// The effects of one unit of work, in the order in which it requested them. If they are dropped, none of them runs.
#[derive(Default)]
pub(super) struct Effects(Vec<Effect>);

impl Effects {
    pub(super) fn add(&mut self, effect: impl FnOnce() + Send + 'static) {
        self.0.push(Box::new(effect));
    }

    /// Runs the effects. One that panics is logged and does not keep the others from running.
    pub(super) fn run(self) {
        for effect in self.0 {
            if catch_unwind(AssertUnwindSafe(effect)).is_err() {
                tracing::error!("an effect of a committed unit of work panicked");
            }
        }
    }
}

impl fmt::Debug for Effects {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Effects").field(&self.0.len()).finish()
    }
}
