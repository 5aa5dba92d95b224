//! Sessions: from signing in to signing out, with a chain of refresh tokens.

mod service;
pub(in crate::identity) mod store;

pub use self::service::{Pair, Sessions};
