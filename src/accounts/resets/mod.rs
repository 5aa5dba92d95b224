//! Password resets: an e-mail with a token that works once, within 30 minutes.

pub mod api;
pub mod contract;
mod service;
mod store;

pub use self::service::Resets;
