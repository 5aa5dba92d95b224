//! Rate limits on attempts: to sign in, to sign up, to request a password reset, or to use a token, a code or a client secret.
//!
//! A sign-in is counted when it begins, and the count is given back when it succeeds. If failures were counted only once they are
//! known, fifty guesses could begin at the same time before the first one fails. Refused attempts do not count, so nobody can
//! prolong a lockout by trying again.
//!
//! Refresh tokens, codes and client secrets cannot be guessed, so they count only when they fail. If a client sends a hundred
//! valid requests and they wait for a slow database, the next request must not be refused.
//!
//! Three limits apply to sign-ins: per account and network, per network over all accounts, and per account over all networks. The
//! last one applies only to networks from which nobody has signed in to that account before. Strangers can therefore lock the
//! account for other strangers, but not for its owner. If the owner comes from a new network during the lockout, a password reset
//! by mail makes that network a known one.
//!
//! Once the user is known, the account is counted by the user's id, whichever name was given and however it was spelled. The
//! owner's network is therefore known for all of the account's names. A name that belongs to nobody is counted by its normalised
//! key, and behaves like any other name.

mod account;
pub mod actions;
mod attempt;
mod counted;
mod guarded;
pub mod rules;
#[cfg(test)]
mod tests;

pub use self::account::Account;
pub use self::attempt::Attempt;
pub use self::counted::Limits;

use crate::part::Part;
use crate::registry::Names;

/// What this part adds to the server.
pub const PART: Part =
    Part { names: Names { actions: actions::ACTIONS, limits: rules::LIMITS, ..Names::NONE }, ..Part::NONE };

/// This part has no operations.
pub type Apis = ();

/// Returns nothing, because this part has no operations.
pub const fn apis() {}
