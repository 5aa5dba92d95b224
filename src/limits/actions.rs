//! The audited actions of rate limits.

use crate::action::Action;
use crate::named;

named! {
    /// The audited actions of rate limits.
    pub const ACTIONS: Action;

    /// There were too many attempts, and this one was refused without being checked.
    ATTEMPTS_LIMITED = "attempts.limited";
}
