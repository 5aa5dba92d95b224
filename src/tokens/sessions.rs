//! Sessions. A session lasts from sign-in to sign-out and has a chain of refresh tokens.

mod model;
mod service;
mod store;

pub use self::model::{Opened, Opening, Pair, Renewal, Renewed, Roles};
pub use self::service::Sessions;
pub(crate) use self::service::{clean_up, holder, origin_of};
pub(crate) use self::store::{end, end_all_of, end_all_of_client, end_all_of_pair, lives};
