//! Tokens: access tokens, the keys that sign them, and sessions with their refresh tokens.
//!
//! Whom a token speaks for is an id and a role here; accounts and clients are above.

pub mod access;
pub mod actions;
pub mod keys;
pub mod lifetime;
pub mod sessions;
pub mod tag;
pub mod wellknown;

use std::sync::Arc;

use self::keys::Keys;
use self::wellknown::KeysApi;
use crate::manners::Manners;
use crate::registry::Names;

/// The names of this part.
pub const NAMES: Names = Names {
    actions: actions::ACTIONS,
    manners: &[Manners::of("getKeySet").without_database()],
    ..Names::NONE
};

/// The operations of this part.
pub type Apis = KeysApi;

/// The operations on the keys.
#[must_use]
pub fn apis(keys: &Arc<Keys>) -> Apis {
    KeysApi { keys: Arc::clone(keys) }
}
