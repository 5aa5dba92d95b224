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
//! Accounts are names as they were given, so a name that nobody has behaves as any other.

mod guarded;
mod limits;
mod windows;

use std::fmt;

use futures_util::future::BoxFuture;
use sha2::{Digest as _, Sha256};

pub use self::limits::{Attempt, Limits};
pub use self::windows::Windows;

use crate::error::{Policy, Result};

macro_rules! rules {
    ($($variant:ident: $name:literal, $quota:literal in $window:literal, $meaning:literal;)*) => {
        /// What is limited. The names are part of the contract.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "each has its meaning in the registry, as text that the documents show")]
        pub enum Rule { $($variant,)* }

        impl Rule {
            /// Every rule.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// How often it allows something.
            #[must_use]
            pub const fn policy(self) -> Policy {
                match self { $(Self::$variant => Policy { name: $name, quota: $quota, window: $window },)* }
            }

            /// What it counts, in a sentence.
            #[must_use]
            pub const fn meaning(self) -> &'static str { match self { $(Self::$variant => $meaning,)* } }
        }
    };
}

rules! {
    Login: "login", 5 in 900, "Sign-ins to an account from one network that fail, and wrong passwords where one is changed.";
    LoginAccount: "login-account", 50 in 900,
        "Sign-ins to an account that fail, from all networks together from which nobody has signed in to it yet.";
    LoginAddress: "login-address", 100 in 900, "Sign-ins from a network that fail, to all accounts together.";
    Refresh: "refresh", 100 in 900, "Refresh tokens from a network that are not good.";
    Token: "token", 100 in 900,
        "Requests from a network to the token server with a client, a code, a password or a refresh token that is not good.";
    SignUp: "sign-up", 10 in 3600, "Sign-ups from a network.";
    Reset: "reset", 5 in 3600, "Resets of an account's password that are asked for.";
    ResetAddress: "reset-address", 20 in 3600, "The same from a network, for all accounts together.";
}

/// Whom a rule counts. A hash, so that no name is kept and none is longer than another.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key([u8; 32]);

impl Key {
    /// A key made of parts.
    #[must_use]
    pub fn of(parts: &[&str]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            // With its length before it, so that what one part ends with can't be what the next begins with.
            hash.update(part.len().to_le_bytes());
            hash.update(part);
        }
        Self(hash.finalize().into())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

/// One attempt that was counted.
#[derive(Debug, Clone, Copy)]
pub struct Taken {
    /// By which rule.
    pub rule: Rule,
    /// For whom.
    pub key: Key,
    /// When, in microseconds since 1970.
    pub at: i64,
}

/// What counts attempts. [`Windows`] does it in this process; something that many nodes share can take its place.
pub trait Throttle: fmt::Debug + Send + Sync {
    /// Whether an attempt would be let through; it is not counted.
    ///
    /// # Errors
    /// `rate_limited`, as [`Throttle::take`].
    fn check(&self, rule: Rule, key: Key) -> BoxFuture<'_, Result<()>>;

    /// Counts an attempt. One that is refused is not counted.
    ///
    /// # Errors
    /// `rate_limited`, with the seconds until the rule allows the next.
    fn take(&self, rule: Rule, key: Key) -> BoxFuture<'_, Result<Taken>>;

    /// Makes an attempt uncounted.
    fn give_back(&self, taken: Taken) -> BoxFuture<'_, ()>;

    /// Remembers something for a long time.
    fn remember(&self, key: Key) -> BoxFuture<'_, ()>;

    /// Whether it is remembered.
    fn remembers(&self, key: Key) -> BoxFuture<'_, bool>;
}
