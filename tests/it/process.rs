//! The program as a process: start, stop, wrong configuration, sudden death, users made by hand, the demonstration, and what is kept secret.

mod child;
mod connections;
mod demo;
mod kill;
mod log;
mod safety;
mod secrets;
mod start;
mod user;
