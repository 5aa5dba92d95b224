//! OpenAPI tags of accounts.

use poem_openapi::Tags;

/// The groups of the operations. Each operation has exactly one.
#[derive(Debug, Clone, Copy, Tags)]
pub enum Tag {
    /// User accounts, including your own.
    Users,
}
