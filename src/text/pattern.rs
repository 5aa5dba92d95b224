//! Patterns of the protocol's own texts, which the contract shows and the errors describe.

/// A list of entity tags, or `*` (RFC 9110, 13.1.1 and 13.1.2, with the empty list elements of 5.6.1.2).
pub const ENTITY_TAGS: &str = r#"^[ \t,]*(\*|(W/)?"[!#-~]*"([ \t]*,[ \t,]*(W/)?"[!#-~]*")*)[ \t,]*$"#;

/// A JSON Pointer (RFC 6901).
pub const JSON_POINTER: &str = "^(/([^~/]|~[01])*)*$";

/// A cursor of a list, in base64url.
pub const CURSOR: &str = "^[A-Za-z0-9_-]+$";
