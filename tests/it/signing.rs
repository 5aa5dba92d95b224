//! Signing in, staying signed in, signing out.

mod keys;
pub mod part;
mod sessions;
