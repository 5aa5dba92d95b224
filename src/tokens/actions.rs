//! The audited actions of sessions, keys and access tokens.

use crate::action::Action;
use crate::named;

named! {
    /// The audited actions of sessions, keys and access tokens.
    pub const ACTIONS: Action;

    /// A session was opened, for a user who signed in or for a client on its own behalf.
    SESSION_OPENED = "session.opened";
    /// A session was ended.
    SESSION_ENDED = "session.ended";
    /// A refresh token was used a second time, and its session was ended.
    SESSION_REPLAYED = "session.replayed";
    /// A refresh token was refused, because it is invalid or belongs to another client.
    SESSION_REFRESH_REFUSED = "session.refresh_refused";
    /// A new signing key was created.
    KEY_ROTATED = "key.rotated";
    /// A request was refused, because the token does not have the required scope.
    ACCESS_REFUSED = "access.refused";
}
