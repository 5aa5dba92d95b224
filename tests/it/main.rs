//! The integration tests: one binary, a module for each subject, its snapshots beside it.

#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod support;

mod architecture;
mod catalogue;
mod contract;
mod coverage;
mod database;
mod diff;
mod docs;
mod effects;
mod errors;
mod examples;
mod identity;
mod pages;
mod postgres;
mod process;
mod revise;
mod stable;
mod versions;
