//! Tests of the token server and its clients: every grant, the page of the code flow, revocation and introspection.

mod clients;
mod code;
mod grants;
mod inspect;
mod native;
mod page;
pub mod part;
pub mod program;
mod protocol;
