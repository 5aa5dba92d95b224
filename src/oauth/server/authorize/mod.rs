//! The authorization page, `/oauth/authorize`, where a user signs in and authorizes a client (RFC 6749, 4.1; RFC 7636; RFC 9207).
//!
//! ```text
//! GET   → checks the client, its grant and its redirect URI → the page, with a ticket
//! POST  → checks the ticket and the password               → a redirect to the client, with a code
//! ```
//!
//! The page is not part of the OpenAPI document, because browsers call it and not programs. It works without JavaScript and is
//! never cached.

mod endpoint;
mod page;
mod request;
mod ticket;

pub use self::endpoint::AuthorizePage;
