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

mod attempt;
mod guarded;
pub mod rules;

use std::fmt;
use std::sync::Arc;

pub use self::attempt::Attempt;

use crate::error::{Error, Policy, Result};
use crate::origin::Origin;
use crate::throttle::{Key, Taken, Throttle};

/// What hears of attempts that were refused: by which policy, the account that was named (or nothing), and where they came from.
type Hear = Arc<dyn Fn(Policy, &str, &Origin) + Send + Sync>;

/// The limits of identity. Cheap to clone.
#[derive(Clone)]
pub struct Limits {
    pub(super) throttle: Arc<dyn Throttle>,
    hear: Hear,
}

impl fmt::Debug for Limits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Limits").field("throttle", &self.throttle).finish_non_exhaustive()
    }
}

impl Limits {
    /// The limits by what counts them, and what hears of attempts that are refused.
    pub fn new(
        throttle: Arc<dyn Throttle>,
        hear: impl Fn(Policy, &str, &Origin) + Send + Sync + 'static,
    ) -> Self {
        Self { throttle, hear: Arc::new(hear) }
    }

    /// Begins a sign-in to an account, by the name that was given.
    ///
    /// # Errors
    /// `rate_limited`.
    pub async fn login(&self, account: &str, origin: &Origin) -> Result<Attempt> {
        let (account, network) = (name(account), origin.network());
        let known = known(&account, &network);
        let mut wanted = vec![
            (rules::LOGIN_ADDRESS, Key::of(&[&network])),
            (rules::LOGIN, Key::of(&[&account, &network])),
        ];
        if !self.throttle.remembers(known).await {
            wanted.push((rules::LOGIN_ACCOUNT, Key::of(&[&account])));
        }
        let taken = self.take(&wanted, &account, origin).await?;
        Ok(Attempt { taken, known, limits: self.clone() })
    }

    /// Counts a sign-up.
    ///
    /// # Errors
    /// `rate_limited`.
    pub async fn sign_up(&self, origin: &Origin) -> Result<()> {
        self.take(&[(rules::SIGN_UP, Key::of(&[&origin.network()]))], "", origin).await.map(drop)
    }

    /// Counts a reset that is asked for, by the name that was given.
    ///
    /// # Errors
    /// `rate_limited`.
    pub async fn reset(&self, account: &str, origin: &Origin) -> Result<()> {
        let account = name(account);
        let wanted =
            [(rules::RESET_ADDRESS, Key::of(&[&origin.network()])), (rules::RESET, Key::of(&[&account]))];
        self.take(&wanted, &account, origin).await.map(drop)
    }

    /// From now on an account knows the network of this origin: its owner has proved to be there, by signing up or by a reset.
    pub async fn welcome(&self, account: &str, origin: &Origin) {
        self.throttle.remember(known(&name(account), &origin.network())).await;
    }

    /// Takes from each, or from none.
    async fn take(&self, wanted: &[(Policy, Key)], account: &str, origin: &Origin) -> Result<Vec<Taken>> {
        let mut taken = Vec::with_capacity(wanted.len());
        for (policy, key) in wanted {
            match self.throttle.take(*policy, *key).await {
                Ok(one) => taken.push(one),
                Err(error) => {
                    self.give_back(taken).await;
                    self.tell(&error, account, origin);
                    return Err(error);
                }
            }
        }
        Ok(taken)
    }

    /// Tells what hears of attempts that were refused.
    pub(super) fn tell(&self, error: &Error, account: &str, origin: &Origin) {
        if let Some(exceeded) = error.exceeded() {
            (self.hear)(exceeded.policy, account, origin);
        }
    }

    async fn give_back(&self, taken: Vec<Taken>) {
        for one in taken {
            self.throttle.give_back(one).await;
        }
    }
}

/// A name as it is counted, whatever case it was given in.
fn name(account: &str) -> String {
    account.trim().to_lowercase()
}

/// That an account knows a network; beside the word no key of a rule has three parts.
fn known(account: &str, network: &str) -> Key {
    Key::of(&["known", account, network])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Clock, Instant};
    use crate::error::Code;
    use crate::throttle::Windows;

    fn limits() -> (Limits, Clock) {
        let clock = Clock::standing(Instant::EXAMPLE);
        (
            Limits::new(Arc::new(Windows::new(clock.clone(), rules::LIMITS.iter().copied())), |_, _, _| {}),
            clock,
        )
    }

    fn from(address: &str) -> Origin {
        Origin::new(Some(address.parse().unwrap()), "", "test")
    }

    async fn fail(limits: &Limits, account: &str, address: &str) -> Result<()> {
        limits.login(account, &from(address)).await.map(drop)
    }

    #[tokio::test]
    async fn five_failures_close_an_account_from_one_address_until_the_first_is_a_quarter_of_an_hour_old() {
        let (limits, clock) = limits();
        for _ in 0..5 {
            fail(&limits, "Ada@Example.org", "203.0.113.1").await.unwrap();
            clock.advance(10);
        }

        let refused = fail(&limits, " ada@example.ORG ", "203.0.113.1").await.unwrap_err();

        assert_eq!(refused.code(), Code::RATE_LIMITED);
        let exceeded = refused.exceeded().unwrap();
        assert_eq!((exceeded.policy, exceeded.seconds), (rules::LOGIN, 850));
        fail(&limits, "ada@example.org", "203.0.113.2").await.unwrap();
        fail(&limits, "eve@example.org", "203.0.113.1").await.unwrap();
        clock.advance(849);
        fail(&limits, "ada@example.org", "203.0.113.1").await.unwrap_err();
        clock.advance(1);
        fail(&limits, "ada@example.org", "203.0.113.1").await.unwrap();
        fail(&limits, "ada@example.org", "203.0.113.1").await.unwrap_err();
    }

    #[tokio::test]
    async fn what_succeeds_or_is_taken_back_does_not_count() {
        let (limits, _) = limits();
        for _ in 0..500 {
            limits.login("ada", &from("203.0.113.1")).await.unwrap().succeeded().await;
            limits.login("ada", &from("203.0.113.1")).await.unwrap().withdraw().await;
        }
    }

    #[tokio::test]
    async fn guesses_that_begin_together_are_counted_together() {
        let (limits, _) = limits();
        let origin = from("203.0.113.1");

        let begun = futures_util::future::join_all((0..50).map(|_| limits.login("ada", &origin))).await;

        assert_eq!(begun.iter().filter(|attempt| attempt.is_ok()).count(), 5);
    }

    #[tokio::test]
    async fn strangers_close_an_account_for_strangers_and_never_for_its_owner() {
        let (limits, _) = limits();
        let home = from("198.51.100.1");
        limits.login("ada", &home).await.unwrap().succeeded().await;
        for address in 0..50 {
            fail(&limits, "ada", &format!("203.0.113.{address}")).await.unwrap();
        }

        let refused = fail(&limits, "ada", "203.0.113.99").await.unwrap_err();

        assert_eq!(refused.exceeded().unwrap().policy, rules::LOGIN_ACCOUNT);
        limits.login("ada", &home).await.unwrap().succeeded().await;
        // On the way, the owner resets the password by mail.
        let hotel = from("192.0.2.1");
        limits.login("ada", &hotel).await.unwrap_err();
        limits.welcome("ada", &hotel).await;
        limits.login("ada", &hotel).await.unwrap().succeeded().await;
        fail(&limits, "eve", "203.0.113.99").await.unwrap();
    }

    #[tokio::test]
    async fn an_address_that_tries_many_accounts_is_stopped_and_its_neighbours_of_ipv6_with_it() {
        let (limits, _) = limits();
        for account in 0..100 {
            fail(&limits, &account.to_string(), &format!("2001:db8::{account}")).await.unwrap();
        }

        let refused = fail(&limits, "another", "2001:db8::ffff").await.unwrap_err();

        assert_eq!(refused.exceeded().unwrap().policy, rules::LOGIN_ADDRESS);
        fail(&limits, "another", "2001:db8:0:1::1").await.unwrap();
    }

    #[tokio::test]
    async fn a_refused_attempt_takes_nothing_from_the_other_nets() {
        let (limits, _) = limits();
        for _ in 0..300 {
            drop(fail(&limits, "ada", "203.0.113.1").await);
        }

        for account in 0..95 {
            fail(&limits, &format!("other {account}"), "203.0.113.1").await.unwrap();
        }
        fail(&limits, "one more", "203.0.113.1").await.unwrap_err();
    }

    #[tokio::test]
    async fn sign_ups_and_resets_are_counted_whatever_comes_of_them() {
        let (limits, clock) = limits();
        let origin = from("203.0.113.1");
        for _ in 0..10 {
            limits.sign_up(&origin).await.unwrap();
        }
        for _ in 0..5 {
            limits.reset("ada", &origin).await.unwrap();
        }

        assert_eq!(limits.sign_up(&origin).await.unwrap_err().exceeded().unwrap().seconds, 3600);
        let refused = limits.reset("ADA", &from("203.0.113.2")).await.unwrap_err();
        assert_eq!(refused.exceeded().unwrap().policy, rules::RESET);
        for account in 0..15 {
            limits.reset(&account.to_string(), &origin).await.unwrap();
        }
        let refused = limits.reset("15", &origin).await.unwrap_err();
        assert_eq!(refused.exceeded().unwrap().policy, rules::RESET_ADDRESS);
        clock.advance(3600);
        limits.reset("ada", &origin).await.unwrap();
        limits.sign_up(&origin).await.unwrap();
    }
}
