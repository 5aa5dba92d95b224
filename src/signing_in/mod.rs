//! Signing in and out for the publisher's own apps, with JSON requests and responses.

pub mod actions;
pub mod api;
pub mod contract;
pub mod errors;
mod proof;
mod service;

pub use self::proof::Proven;
pub use self::service::{SignIn, SignInRequest};

use self::api::AuthApi;
use crate::part::Part;
use crate::registry::Names;

/// What this part adds to the server.
pub const PART: Part =
    Part { names: Names { codes: errors::CODES, actions: actions::ACTIONS, ..Names::NONE }, ..Part::NONE };

/// The operations of this part.
pub type Apis = AuthApi;

/// Returns the operations for signing in and out.
#[must_use]
pub fn apis(sign_in: SignIn) -> Apis {
    AuthApi { sign_in }
}
