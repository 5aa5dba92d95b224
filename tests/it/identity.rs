//! Users, and how they prove who they are.

mod me;
mod passwords;
mod people;
mod resets;
mod users;
