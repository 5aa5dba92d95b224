//! Client secrets. The server generates them from 256 random bits.

use std::fmt;

use crate::clock::Instant;
use crate::error::Result;
use crate::opaque;
use crate::text::Secret;

/// A secret as a client has it.
pub type ClientSecret = Secret<1, 200>;

/// How long a secret is still good after there is another, in seconds: a day.
pub const OVERLAP: i64 = 86_400;

/// Makes a secret.
///
/// # Errors
/// When the machine gives no random numbers.
pub(super) fn make() -> Result<ClientSecret> {
    opaque::make::<32>().map(ClientSecret::stored)
}

/// What is kept of a secret.
pub(super) fn hash(secret: &ClientSecret) -> Vec<u8> {
    opaque::kept(secret.reveal())
}

/// What is kept of a client's secrets.
#[derive(Clone, PartialEq, Eq)]
pub struct Secrets {
    pub(super) present: Option<Vec<u8>>,
    pub(super) previous: Option<(Vec<u8>, Instant)>,
}

impl Secrets {
    /// Whether this is one of them, and good at this moment.
    ///
    /// Hashes can be compared like any text: who sees where two of them part learns nothing about a secret.
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
