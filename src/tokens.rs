//! Access tokens, the keys that sign them, and sessions with their refresh tokens.
//!
//! This module knows a token's subject only as an id and a role. Accounts and clients are defined in the layers above.

pub mod access;
pub mod actions;
pub mod config;
pub mod keys;
pub mod lifetime;
pub mod sessions;
pub mod tag;
pub mod wellknown;

use std::sync::Arc;

use self::config::TokensConfig;
use self::keys::Keys;
use self::wellknown::KeysApi;
use crate::config::Settings;
use crate::manners::Manners;
use crate::part::{Cleaning, Part};
use crate::registry::Names;

/// What this part adds to the server.
pub const PART: Part = Part {
    names: Names {
        actions: actions::ACTIONS,
        manners: &[Manners::of("getKeySet").without_database()],
        settings: Settings::of::<TokensConfig>(),
        ..Names::NONE
    },
    cleaning: &[Cleaning {
        name: "delete old sessions",
        step: |app| Box::pin(async move { sessions::clean_up(&app).await }),
    }],
    ..Part::NONE
};

/// The operations of this part.
pub type Apis = KeysApi;

/// Returns the operations on the keys.
#[must_use]
pub fn apis(keys: &Arc<Keys>) -> Apis {
    KeysApi { keys: Arc::clone(keys) }
}
