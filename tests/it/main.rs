//! The integration tests: one binary, with a module for each subject and its snapshots beside it.

#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod parts;
mod support;

// The house.
mod architecture;
mod contract;
mod coverage;
mod database;
mod diff;
mod docs;
mod effects;
mod errors;
mod examples;
mod letter;
mod odd;
mod pages;
mod postgres;
mod process;
mod replacement;
mod revise;
mod rights;
mod search;
mod stable;
mod throttle;
mod versions;

// The parts. parts.rs lists what each of them brings.
mod accounts;
mod audit;
mod catalogue;
mod health;
mod oauth;
mod settings;
mod signing;
mod tokens;
