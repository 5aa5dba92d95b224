//! Signing in and out for the publisher's own apps: JSON in, JSON out.

pub mod api;
pub mod contract;
mod proof;
mod service;

pub use self::proof::Proven;
pub use self::service::{Attempt, SignIn};
