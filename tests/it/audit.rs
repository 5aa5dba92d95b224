//! Tests of the audit log.

mod events;
pub mod part;
mod refusals;
