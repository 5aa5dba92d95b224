//! The trait with which the HTTP layer verifies access tokens.

use std::fmt;

use crate::caller::{Caller, Scope};
use crate::error::Result;
use crate::origin::Origin;

/// What can tell whose token it is.
pub trait Verify: fmt::Debug + Send + Sync {
    /// The caller of a token.
    ///
    /// # Errors
    /// `token_invalid`, `token_expired`.
    fn verify(&self, token: &str) -> Result<Caller>;

    /// Takes note of a caller who was refused. Nobody waits for it.
    fn refused(&self, _: Denied) {}
}

/// A caller who wanted what the token is not for.
#[derive(Debug, Clone)]
pub struct Denied {
    /// Who it was.
    pub caller: Caller,
    /// The scope that the token does not have.
    pub wanted: Scope,
    /// Method and path of the request.
    pub operation: String,
    /// Where it came from.
    pub origin: Origin,
}
