//! The authorization server (RFC 6749 and related RFCs): issues, revokes and introspects tokens.
//!
//! Its endpoints have the paths, the `snake_case` names and the error bodies of the standards. Errors below the protocol (a body
//! that is too large, a database that is unavailable) are returned as a `Problem` here too, because the standards define no body
//! for them.

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
