//! Identity: who calls, how they prove it, what they tried, and how often.

mod audit;
mod clients;
mod me;
mod oauth;
mod passwords;
mod people;
mod resets;
mod sessions;
mod table;
mod throttle;
mod tokens;
mod users;
