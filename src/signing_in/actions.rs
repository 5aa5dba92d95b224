//! The audited actions of signing in.

use crate::action::Action;
use crate::named;

named! {
    /// The audited actions of signing in.
    pub const ACTIONS: Action;

    /// A sign-in failed, because the name or the password was wrong or the account is inactive.
    SESSION_REFUSED = "session.refused";
}
