//! The trait with which the HTTP layer verifies access tokens.

use std::fmt;

use crate::caller::{Caller, Scope};
use crate::error::Result;
use crate::origin::Origin;

/// Verifies access tokens.
pub trait Verify: fmt::Debug + Send + Sync {
    /// Returns the caller of a token.
    ///
    /// # Errors
    /// `token_invalid`, `token_expired`.
    fn verify(&self, token: &str) -> Result<Caller>;

    /// Records a caller who was refused. The response does not wait for it.
    fn refused(&self, _: Denied) {}
}

/// A caller whose token lacks the scope of the operation.
#[derive(Debug, Clone)]
pub struct Denied {
    /// The caller.
    pub caller: Caller,
    /// The scope that is missing.
    pub wanted: Scope,
    /// The method and path of the request.
    pub operation: String,
    /// The origin of the request.
    pub origin: Origin,
}
