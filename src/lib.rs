//! Imprint: a backend for independent publishers.
//!
//! The modules, in groups. Each group builds on the groups above it:

// Values that the domain speaks in.
pub mod action;
pub mod caller;
pub mod clock;
pub mod error;
pub mod files;
pub mod id;
pub mod manners;
pub mod media;
pub mod named;
pub mod origin;
pub mod page;
pub mod registry;
pub mod sql;
pub mod text;
pub mod version;

// What everything stands on.
pub mod app;
pub mod audit;
pub mod config;
pub mod db;
pub mod mail;
pub mod opaque;
pub mod part;
pub mod seal;
pub mod tasks;
pub mod throttle;

// The contract and what all operations share.
pub mod contract;
pub mod http;
pub mod problem;

// The parts of the business.
pub mod accounts;
pub mod catalogue;
pub mod health;
pub mod limits;
pub mod oauth;
pub mod signing_in;
pub mod tokens;

// Putting it together.
pub mod cli;
pub mod demo;
pub mod identity;
pub mod routes;
pub mod server;
pub mod telemetry;
