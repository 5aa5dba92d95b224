//! Users: the people who have an account.

pub mod api;
pub mod contract;
mod model;
mod service;
mod store;

pub use self::model::{Name, Profile, Role, Tier, User, UserDraft, UserFilter, UserSort};
pub use self::service::{Census, Resident, Users, appoint, census, settle};
pub(in crate::identity) use self::service::{
    allowed, find_by_email, find_by_id, find_by_login, kept_allowed, put_password, renew_hash, still_allowed,
};
