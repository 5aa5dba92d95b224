//! The program as a process: start, stop, wrong configuration, sudden death, and users made by hand.

mod child;
mod kill;
mod start;
mod user;
