//! `/oauth/authorize`: the page on which a user signs in and lets a client act for them (RFC 6749, 4.1; RFC 7636; RFC 9207).
//!
//! ```text
//! GET   → is it a client, may it, where to? → the page, with a ticket
//! POST  → the ticket, the password          → back to the client, with a code
//! ```
//!
//! It is no operation of the contract: browsers go there, not programs. It works without scripts, and nothing of it is kept.

mod endpoint;
mod page;
mod request;
mod ticket;

pub use self::endpoint::AuthorizePage;
