//! Sessions: from signing in to signing out, with a chain of refresh tokens.

mod model;
mod service;
pub(crate) mod store;

pub use self::model::{Opened, Opening, Pair, Renewal, Renewed, Roles};
pub use self::service::Sessions;
pub(crate) use self::service::holder;
