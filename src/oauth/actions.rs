//! The audited actions of clients and the authorization server.

use crate::action::Action;
use crate::named;

named! {
    /// The audited actions of clients and the authorization server.
    pub const ACTIONS: Action;

    /// A client was created.
    CLIENT_CREATED = "client.created";
    /// A client was changed.
    CLIENT_CHANGED = "client.changed";
    /// A client was deleted.
    CLIENT_DELETED = "client.deleted";
    /// A client's secret was rotated.
    CLIENT_SECRET_ROTATED = "client.secret_rotated";
    /// Client authentication failed.
    CLIENT_REFUSED = "client.refused";
    /// Creating, changing or deleting a client was refused, because it has, or would have, scopes that the caller's token does
    /// not have. `code` says so.
    CLIENT_CHANGE_REFUSED = "client.change_refused";
    /// A client's request to the token server was refused. `error` says why.
    CLIENT_REQUEST_REFUSED = "client.request_refused";
    /// A user authorized a client.
    ACCESS_GRANTED = "access.granted";
    /// An authorization code was used a second time, and the session that it had opened was ended.
    CODE_REPLAYED = "code.replayed";
}
