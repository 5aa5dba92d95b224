//! How often somebody may try: to sign in, to sign up, to ask for a reset, to use a refresh token.
//!
//! An attempt with a password is counted when it begins and given back when it succeeds. Counting failures when they are known would
//! let fifty guesses begin at once before the first has failed. What is refused is not counted, so nobody prolongs a lock by knocking.
//!
//! Nobody guesses a refresh token, a code or a client's secret, so those are counted when they have failed: a hundred good requests of
//! one server that wait for a slow database are no reason to refuse the next.
//!
//! Three nets hold sign-ins: an account from one network, a network over all accounts, an account over all networks. The last one
//! holds only networks from which nobody has signed in to that account before: a stranger can close it for other strangers, and
//! not for the owner. Who owns the account and comes from a new network meanwhile resets the password by mail, which makes that
//! network a known one.
//!
//! An account is counted by its id once it is known, whichever of its names was given and however it was spelled, so the owner's network is
//! known for all of them. A name that nobody has is counted by its key, and behaves as any other.

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

/// What this part brings along.
pub const PART: Part =
    Part { names: Names { actions: actions::ACTIONS, limits: rules::LIMITS, ..Names::NONE }, ..Part::NONE };

/// It has no operations.
pub type Apis = ();

/// None.
pub const fn apis() {}
