//! The lifetimes of tokens, in seconds.

/// The longest lifetime of an access token. The configuration can set a shorter one.
pub const ACCESS: i64 = 900;
/// The lifetime of a refresh token: 30 days. A session lasts as long as it is refreshed.
pub const REFRESH: i64 = 30 * 86_400;
