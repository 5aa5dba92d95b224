//! User accounts, passwords and password resets.

pub mod actions;
pub mod config;
pub mod demo;
pub mod errors;
pub mod passwords;
pub mod resets;
pub mod scopes;
pub mod tag;
pub mod users;

use self::config::AccountsConfig;
use self::resets::{Resets, api::ResetsApi};
use self::users::{
    Users,
    api::{UsersApi, me::MeApi},
};
use crate::config::Settings;
use crate::part::Part;
use crate::registry::Names;

/// What this part adds to the server.
pub const PART: Part = Part {
    names: Names {
        codes: errors::CODES,
        scopes: scopes::SCOPES,
        actions: actions::ACTIONS,
        settings: Settings::of::<AccountsConfig>(),
        ..Names::NONE
    },
    words: &[users::WORDS],
    demo: Some(&demo::People),
    ..Part::NONE
};

/// The operations of this part.
pub type Apis = (MeApi, ResetsApi, UsersApi);

/// Returns the operations on users and on password resets.
#[must_use]
pub fn apis(users: Users, resets: Resets) -> Apis {
    (MeApi { users: users.clone() }, ResetsApi { resets }, UsersApi { users })
}
