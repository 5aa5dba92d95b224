//! Forgotten passwords: a mail with a token that is good once, for half an hour.

pub mod api;
pub mod contract;
mod service;
mod store;

pub use self::service::Resets;
