//! The groups of the operations.

use poem_openapi::Tags;

/// The groups of the operations. Each operation has exactly one.
#[derive(Debug, Clone, Copy, Tags)]
pub enum Tag {
    /// Signing in and out, and the keys that tokens are signed with.
    Auth,
}
