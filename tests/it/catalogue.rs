//! Tests of authors and books: the success of every operation and each of its failures.

mod audit;
mod authors;
mod batch;
mod books;
mod concurrency;
mod lists;
pub mod part;
mod patches;
