//! The token server: every grant, the page of the code flow, revocation and introspection.

mod code;
mod grants;
mod inspect;
mod page;
pub mod program;
mod protocol;
