//! Whether the server lives, and whether it can work.

pub mod part;
mod probes;
