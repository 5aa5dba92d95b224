//! Media types, as the contract writes them and the server reads and sends them.

/// JSON (RFC 8259).
pub const JSON: &str = "application/json";
/// Forms (RFC 1866), as the endpoints of OAuth take them.
pub const FORM: &str = "application/x-www-form-urlencoded";
/// JSON Merge Patch (RFC 7396).
pub const MERGE_PATCH: &str = "application/merge-patch+json";
/// JSON Patch (RFC 6902).
pub const JSON_PATCH: &str = "application/json-patch+json";
/// Every failure (RFC 9457).
pub const PROBLEM_JSON: &str = "application/problem+json";
