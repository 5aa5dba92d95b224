//! Sessions: what access and refresh tokens belong to.

pub(in crate::identity) mod store;
