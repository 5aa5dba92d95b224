//! The HTTP layer that every operation shares: bodies, parameters, responses, failures, and the frame around every request.

mod answered;
pub mod answers;
pub(crate) mod arrival;
pub(crate) mod aside;
pub mod auth;
pub mod body;
pub mod bulk;
pub mod choose;
pub mod cursor;
pub(crate) mod deprecation;
pub mod derived;
pub(crate) mod enumerated;
pub mod etag;
pub mod failure;
pub mod frame;
pub mod head;
pub mod list;
pub mod origin;
pub mod pages;
pub mod patch;
pub mod precondition;
pub(crate) mod query;
pub mod rejection;
pub mod replacement;
pub mod scalar;
pub mod several;
mod shared;
pub mod verify;
pub(crate) mod wire;

pub use self::shared::Shared;
