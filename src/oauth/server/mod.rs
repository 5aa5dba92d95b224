//! The token server (RFC 6749 and its family): tokens for clients, and what clients may ask about them.
//!
//! Its endpoints keep the places, the names in `snake_case` and the error bodies of the standards. What goes wrong beneath the
//! protocol (a body that is too large, a database that is away) is a Problem here, too, for the standards have no body for it.

pub mod api;
pub mod authorize;
mod codes;
pub mod contract;
mod credentials;
pub mod failure;
mod form;
pub mod metadata;
mod refusal;
mod service;

pub use self::refusal::{Failed, Refusal, Refused};
pub use self::service::consent::Consent;
pub use self::service::{OAuth, clean_up};
