//! What happened, written down for good: who signed in or failed to, who was refused, who changed users, passwords and keys.
//!
//! A use case writes its event in its own unit of work ([`record`]), so that neither is there without the other. What is refused
//! has no unit of work and may come in floods: that goes through [`Notes`], which holds a few and counts what it could not.

pub mod api;
pub mod contract;
pub mod errors;
mod model;
mod notes;
pub mod scopes;
mod service;
mod store;

use crate::app::App;
use crate::part::Part;
use crate::registry::Names;

/// What this part brings along.
pub const PART: Part =
    Part { names: Names { codes: errors::CODES, scopes: scopes::SCOPES, ..Names::NONE }, ..Part::NONE };

/// The operations of this part.
pub type Apis = api::AuditApi;

/// The operations on an app.
#[must_use]
pub fn apis(app: &App) -> Apis {
    api::AuditApi { audit: Audit::new(app.clone()) }
}

pub use self::model::{AuditFilter, AuditSort, Event, Outcome};
pub use self::notes::Notes;
pub use self::service::{Audit, event, record, record_all};
pub(crate) use self::store::recording;
