//! The audited actions of sessions, keys and access tokens.

use crate::action::Action;
use crate::named;

named! {
    /// What is audited of tokens, sessions and keys.
    pub const ACTIONS: Action;

    /// Somebody signed in.
    SESSION_OPENED = "session.opened";
    /// A session was ended.
    SESSION_ENDED = "session.ended";
    /// A refresh token was used a second time, and its session was ended.
    SESSION_REPLAYED = "session.replayed";
    /// Somebody sent a refresh token that is not valid, or is another client's.
    SESSION_REFRESH_REFUSED = "session.refresh_refused";
    /// There is a new signing key.
    KEY_ROTATED = "key.rotated";
    /// Somebody wanted what the token is not for.
    ACCESS_REFUSED = "access.refused";
}
