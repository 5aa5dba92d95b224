//! Imprint: the backend of an independent publisher.
//!
//! The modules, each building on those above it:

// Values that the domain speaks in.
pub mod caller;
pub mod clock;
pub mod error;
pub mod id;
pub mod media;
pub mod origin;
pub mod page;
pub mod sql;
pub mod text;
pub mod version;

// What everything stands on.
pub mod app;
pub mod config;
pub mod db;
pub mod mail;

// The contract and what all operations share.
pub mod contract;
pub mod http;
pub mod problem;

// The parts of the business.
pub mod catalogue;
pub mod health;
pub mod identity;

// Putting it together.
pub mod cli;
pub mod demo;
pub mod routes;
pub mod server;
pub mod telemetry;
