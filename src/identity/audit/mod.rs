//! What happened, written down for good: who signed in or failed to, who was refused, who changed users, passwords and keys.
//!
//! A use case writes its event in its own unit of work ([`record`]), so that neither is there without the other. What is refused
//! has no unit of work and may come in floods: that goes through [`Notes`], which holds a few and counts what it could not.

pub mod api;
pub mod contract;
mod model;
mod notes;
mod service;
mod store;

pub use self::model::{Action, AuditFilter, AuditSort, Event, Outcome};
pub use self::notes::Notes;
pub use self::service::{Audit, event, record, record_all};
pub(crate) use self::store::recording;
