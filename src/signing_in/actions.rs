//! The audited actions of signing in.

use crate::action::Action;
use crate::named;

named! {
    /// What is audited of signing in.
    pub const ACTIONS: Action;

    /// Somebody failed to sign in.
    SESSION_REFUSED = "session.refused";
}
