//! Tests of the program as a process: start, stop, wrong configuration, sudden death, users created at the command line, the
//! demonstration, the comparison of contracts, and the secrecy of secrets.

mod child;
mod connections;
mod demo;
mod diff;
mod kill;
mod log;
mod safety;
mod secrets;
mod start;
mod user;
