//! Tests of liveness and readiness.

pub mod part;
mod probes;
