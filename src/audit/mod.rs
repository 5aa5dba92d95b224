//! The audit log, a permanent record: who signed in or failed to, who was refused, and who changed users, passwords, keys and
//! other data.
//!
//! A use case writes its event in its own unit of work ([`record`]), so that neither exists without the other. A refusal often
//! has no unit of work, and refusals can arrive in floods. They go through [`Notes`], a short queue that counts what it had to
//! drop.

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

/// What this part adds to the server.
pub const PART: Part =
    Part { names: Names { codes: errors::CODES, scopes: scopes::SCOPES, ..Names::NONE }, ..Part::NONE };

/// The operations of this part.
pub type Apis = api::AuditApi;

/// Returns the operations for an app.
#[must_use]
pub fn apis(app: &App) -> Apis {
    api::AuditApi { audit: Audit::new(app.clone()) }
}

pub use self::model::{AuditFilter, AuditSort, Event, Outcome};
pub use self::notes::Notes;
pub use self::service::{Audit, event, record, record_all};
pub(crate) use self::store::recording;
