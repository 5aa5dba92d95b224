//! The audit.

mod events;
pub mod part;
mod refusals;
