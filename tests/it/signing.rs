//! Signing in, staying signed in, signing out.

pub mod part;
mod sessions;
