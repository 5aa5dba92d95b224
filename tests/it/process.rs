//! The program as a process: start, stop, wrong configuration, and sudden death.

mod child;
mod kill;
mod start;
