//! The audited actions of clients and the authorization server.

use crate::action::Action;
use crate::named;

named! {
    /// What is audited of clients and what they may do.
    pub const ACTIONS: Action;

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
    /// Somebody wanted to create, change or delete a client that may do more than their token. `code` says so.
    CLIENT_CHANGE_REFUSED = "client.change_refused";
    /// A client asked the token server for something that it may not have. `error` says why.
    CLIENT_REQUEST_REFUSED = "client.request_refused";
    /// Somebody let a client act for them.
    ACCESS_GRANTED = "access.granted";
    /// An authorization code was used a second time, and what it gave was ended.
    CODE_REPLAYED = "code.replayed";
}
