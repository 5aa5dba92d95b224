//! Sessions: from signing in to signing out, with a chain of refresh tokens.

mod service;
pub(in crate::identity) mod store;

pub(in crate::identity) use self::service::holder;
pub use self::service::{Opened, Opening, Pair, Renewal, Renewed, Sessions};
