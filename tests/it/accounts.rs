//! Accounts: users, your own, passwords, and the way back to a lost one.

mod authority;
mod letters;
mod me;
pub mod part;
mod passwords;
pub mod people;
mod resets;
mod users;
