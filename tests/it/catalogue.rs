//! Authors and books: every operation's success and each of its failures.

mod audit;
mod authors;
mod batch;
mod books;
mod concurrency;
mod lists;
pub mod part;
mod patches;
