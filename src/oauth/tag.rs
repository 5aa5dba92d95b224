//! OpenAPI tags of clients and OAuth.

use poem_openapi::Tags;

/// The groups of the operations. Each operation has exactly one.
#[derive(Debug, Clone, Copy, Tags)]
pub enum Tag {
    /// The applications that use the API through OAuth 2.0.
    Clients,
    /// The OAuth 2.0 authorization server: tokens for clients (RFC 6749).
    OAuth,
}
