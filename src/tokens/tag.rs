//! OpenAPI tags of tokens and signing in.

use poem_openapi::Tags;

/// The groups of the operations. Each operation has exactly one.
#[derive(Debug, Clone, Copy, Tags)]
pub enum Tag {
    /// Sign in and out, and get the public keys that verify tokens.
    Auth,
}
