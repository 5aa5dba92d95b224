//! Signing in and out for the publisher's own apps: JSON in, JSON out.

pub mod api;
pub mod contract;
mod service;

pub use self::service::SignIn;
