//! The lifetimes of tokens, in seconds.

/// Of an access token at most; the configuration may say less.
pub const ACCESS: i64 = 900;
/// Of a refresh token: 30 days. A session lasts as long as somebody refreshes it.
pub const REFRESH: i64 = 30 * 86_400;
