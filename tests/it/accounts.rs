//! Tests of accounts: users, the signed-in user's own account, passwords, and password resets.

mod authority;
mod letters;
mod me;
pub mod part;
mod passwords;
pub mod people;
mod resets;
mod users;
