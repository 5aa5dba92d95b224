//! Tests of signing in, staying signed in, and signing out.

mod keys;
pub mod part;
mod sessions;
