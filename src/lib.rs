//! Imprint: a backend for independent publishers.
//!
//! The modules, in groups. Each group builds on the groups above it:

// Values: the vocabulary of the domain.
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

// Infrastructure.
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

// The contract, and the HTTP layer that all operations share.
pub mod contract;
pub mod http;
pub mod problem;

// Parts: the features of the API.
pub mod accounts;
pub mod catalogue;
pub mod health;
pub mod limits;
pub mod oauth;
pub mod signing_in;
pub mod tokens;

// Assembly: the program that is built from all of these.
pub mod cli;
pub mod demo;
pub mod identity;
pub mod routes;
pub mod server;
pub mod telemetry;
