//! The groups of the operations.

use poem_openapi::Tags;

/// The groups of the operations. Each operation has exactly one.
#[derive(Debug, Clone, Copy, Tags)]
pub enum Tag {
    /// Programs that ask for tokens.
    Clients,
    /// The token server: tokens for clients (RFC 6749 and its family).
    OAuth,
}
