//! Tests of access tokens and their signing keys.

mod access;
pub mod part;
