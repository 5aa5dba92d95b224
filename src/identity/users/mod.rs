//! Users: the people who have an account.

pub mod api;
pub mod contract;
mod model;
mod service;
mod store;

pub use self::model::{Name, Profile, Role, Tier, User, UserDraft, UserFilter, UserSort};
pub use self::service::{Users, appoint};
pub(in crate::identity) use self::service::{
    allowed, find_by_email, find_by_id, find_by_login, put_password, renew_hash,
};
