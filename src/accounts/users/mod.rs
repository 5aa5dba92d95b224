//! Users: the people who have an account.

pub mod api;
pub mod contract;
mod model;
mod service;
mod store;

pub(crate) use self::model::Hold;
pub use self::model::{Name, Profile, Role, Tier, User, UserDraft, UserFilter, UserSort};
pub use self::service::{Census, PresentRoles, Resident, Users, appoint, census, settle};
pub(crate) use self::service::{
    find_by_email, find_by_id, find_by_login, hold_by_id, kept_allowed, put_password, renew_hash,
    still_allowed,
};
pub(super) use self::store::WORDS;
