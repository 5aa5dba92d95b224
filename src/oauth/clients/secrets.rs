//! Client secrets. The server generates them from 256 random bits.

use std::fmt;

use crate::clock::Instant;
use crate::error::Result;
use crate::opaque;
use crate::text::Secret;

/// A client secret in clear text, as the client has it.
pub type ClientSecret = Secret<1, 200>;

/// How long the previous secret still works after a rotation, in seconds: one day.
pub const OVERLAP: i64 = 86_400;

/// Generates a secret.
///
/// # Errors
/// When the machine gives no random numbers.
pub(super) fn make() -> Result<ClientSecret> {
    opaque::make::<32>().map(ClientSecret::stored)
}

/// Returns the hash of a secret, as it is stored.
pub(super) fn hash(secret: &ClientSecret) -> Vec<u8> {
    opaque::kept(secret.reveal())
}

/// The stored hashes of a client's secrets.
#[derive(Clone, PartialEq, Eq)]
pub struct Secrets {
    pub(super) present: Option<Vec<u8>>,
    pub(super) previous: Option<(Vec<u8>, Instant)>,
}

impl Secrets {
    /// Returns whether `given` is one of the secrets and valid at this moment.
    ///
    /// The comparison need not take constant time: the position at which two hashes differ reveals nothing about a secret.
    #[must_use]
    pub fn accept(&self, given: &ClientSecret, now: Instant) -> bool {
        let given = hash(given);
        let previous = self.previous.as_ref().filter(|(_, end)| *end > now).map(|(hash, _)| hash);
        self.present.as_ref() == Some(&given) || previous == Some(&given)
    }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> ClientSecret {
        ClientSecret::parse(text).unwrap()
    }

    #[test]
    fn the_present_secret_is_good_and_the_one_before_until_its_end() {
        let now = Instant::EXAMPLE;
        let end = now.plus_seconds(OVERLAP);
        let secrets =
            Secrets { present: Some(hash(&secret("new"))), previous: Some((hash(&secret("old")), end)) };

        assert!(secrets.accept(&secret("new"), end) && secrets.accept(&secret("old"), now));
        assert!(!secrets.accept(&secret("old"), end) && !secrets.accept(&secret("other"), now));
    }

    #[test]
    fn who_has_no_secret_is_not_known_by_any() {
        let secrets = Secrets { present: None, previous: None };

        assert!(!secrets.accept(&secret("x"), Instant::EXAMPLE));
    }

    #[test]
    fn secrets_are_long_and_different() {
        let (one, two) = (make().unwrap(), make().unwrap());

        assert!(one != two && one.reveal().len() == 43);
    }
}
