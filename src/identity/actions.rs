//! What of identity is audited.

use crate::action::Action;
use crate::named;

named! {
    /// What is audited of accounts, clients and signing in.
    pub const ACTIONS: Action;

    /// Somebody signed in.
    SESSION_OPENED = "session.opened";
    /// Somebody failed to sign in.
    SESSION_REFUSED = "session.refused";
    /// A session was ended.
    SESSION_ENDED = "session.ended";
    /// A refresh token was used a second time, and its session was ended.
    SESSION_REPLAYED = "session.replayed";
    /// A user was made, or signed up.
    USER_CREATED = "user.created";
    /// A user was changed.
    USER_CHANGED = "user.changed";
    /// A user was deleted.
    USER_DELETED = "user.deleted";
    /// Somebody changed the password by the old one.
    PASSWORD_CHANGED = "password.changed";
    /// Somebody asked for a letter with which to set a new password.
    PASSWORD_RESET_ASKED = "password.reset_asked";
    /// Somebody set a new password by such a letter.
    PASSWORD_RESET = "password.reset";
    /// A client was made.
    CLIENT_CREATED = "client.created";
    /// A client was changed.
    CLIENT_CHANGED = "client.changed";
    /// A client was deleted.
    CLIENT_DELETED = "client.deleted";
    /// A client got another secret.
    CLIENT_SECRET_ROTATED = "client.secret_rotated";
    /// A client did not prove who it is.
    CLIENT_REFUSED = "client.refused";
    /// Somebody let a client act for them.
    ACCESS_GRANTED = "access.granted";
    /// An authorization code was used a second time, and what it gave was ended.
    CODE_REPLAYED = "code.replayed";
    /// There is a new signing key.
    KEY_ROTATED = "key.rotated";
    /// Somebody wanted what the token is not for.
    ACCESS_REFUSED = "access.refused";
    /// There were too many attempts, and this one was not looked at.
    ATTEMPTS_LIMITED = "attempts.limited";
}
