//! The audited actions of rate limits.

use crate::action::Action;
use crate::named;

named! {
    /// What is audited of attempts.
    pub const ACTIONS: Action;

    /// There were too many attempts, and this one was not looked at.
    ATTEMPTS_LIMITED = "attempts.limited";
}
