//! OAuth clients: the applications that request tokens (RFC 6749, 2).

pub mod api;
pub mod contract;
mod model;
mod secrets;
mod service;
mod store;

pub use self::model::{Client, ClientDraft, ClientName, ClientSort, Grant};
pub use self::secrets::{ClientSecret, Secrets};
pub use self::service::{Clients, Installed, install, is_there};
pub(crate) use self::service::{find, is_still};
pub(super) use self::store::WORDS;
