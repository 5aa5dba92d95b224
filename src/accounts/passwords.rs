//! Hashes, verifies and checks passwords.
//!
//! The stored hash is bcrypt over the base64 of an HMAC-SHA-256 of the password. bcrypt alone would read only 72 bytes and would
//! stop at a zero byte. Hashing takes a quarter of a second of CPU time on purpose. It therefore runs on its own threads, a few
//! at a time and at low priority. A request that cannot get a thread soon fails with `overloaded`.

mod policy;
mod share;
mod threads;

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::hmac;
use unicode_normalization::UnicodeNormalization as _;

pub use self::share::Share;
use self::threads::Threads;
use crate::error::{Error, Result};
use crate::text::Secret;

/// A new password, of at least 12 characters. [`Passwords::admit`] checks the other rules.
pub type NewPassword = Secret<12, 256>;
/// A password that a user enters, right or wrong.
pub type GivenPassword = Secret<1, 256>;

/// The HMAC key. It is not secret: it only separates these hashes from those of other programs that also hash before bcrypt.
const CONTEXT: &[u8] = b"imprint/password/v1";

/// The stored hash of a password.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// Wraps a hash from the database.
    pub(crate) fn stored(text: String) -> Self {
        Self(text)
    }

    /// Returns the hash, for the store.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the hash as an owned string, for the store.
    pub(crate) fn into_string(self) -> String {
        self.0
    }

    /// Returns the bcrypt cost, which is part of the hash.
    fn cost(&self) -> Option<u32> {
        self.0.get(4..6)?.parse().ok()
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// The result of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The password is wrong, or there is no hash to compare it with.
    Wrong,
    /// The password is right.
    Right,
    /// The password is right, but its hash has a lower cost than new hashes, or was made before passwords were normalised. Make a
    /// new hash.
    Outdated,
}

/// Hashes and compares passwords. Cheap to clone; clones share the threads.
#[derive(Debug, Clone)]
pub struct Passwords {
    cost: u32,
    threads: Threads,
}

impl Passwords {
    /// Creates a hasher with this bcrypt cost (each step doubles the time). It uses up to twice as many threads as there are
    /// processors.
    #[must_use]
    pub fn new(cost: u32) -> Self {
        Self { cost, threads: Threads::new() }
    }

    /// Checks a new password and hashes it. `words` are the texts that others know about its user.
    ///
    /// # Errors
    /// `validation_failed` at `pointer` if the password is too easy to guess or has the wrong length; `overloaded` when too many
    /// requests are waiting, or the share is used up.
    pub async fn admit(
        &self,
        password: &NewPassword,
        words: Vec<String>,
        pointer: &'static str,
        share: &Share,
    ) -> Result<PasswordHash> {
        let (password, cost) = (normal(password.reveal()), self.cost);
        let work = move || match policy::fault(&password, &words, pointer) {
            Some(fault) => Err(Error::invalid(vec![fault])),
            None => make(&password, cost),
        };
        self.threads.run(share, work).await
    }

    /// Hashes a password that was accepted before.
    ///
    /// # Errors
    /// `overloaded` when too many requests are waiting, or the share is used up.
    pub async fn hash(&self, password: &str, share: &Share) -> Result<PasswordHash> {
        let (password, cost) = (password.to_owned(), self.cost);
        self.threads.run(share, move || make(&password, cost)).await
    }

    /// Hashes a password for a caller that is not in a hurry, such as the start of the server. Waits for a place as long as
    /// necessary.
    ///
    /// # Errors
    /// When the hash cannot be made.
    pub async fn hash_in_turn(&self, password: &str) -> Result<PasswordHash> {
        let (password, cost) = (password.to_owned(), self.cost);
        self.threads.run_in_turn(move || make(&password, cost)).await
    }

    /// Returns a hash that no password matches, for a user without a password.
    #[must_use]
    pub fn nobodys(&self) -> PasswordHash {
        nobodys(self.cost)
    }

    /// Compares a password with a hash. Without a hash (the user does not exist), it takes the same time and returns
    /// [`Verdict::Wrong`].
    ///
    /// # Errors
    /// `overloaded` when too many requests are waiting, or the share is used up.
    pub async fn verify(
        &self,
        hash: Option<&PasswordHash>,
        password: &str,
        share: &Share,
    ) -> Result<Verdict> {
        let (password, cost) = (password.to_owned(), self.cost);
        let (known, hash) = (hash.is_some(), hash.cloned().unwrap_or_else(|| nobodys(cost)));
        let work = move || {
            let fits =
                |digest: String| bcrypt::non_truncating_verify(digest, &hash.0).map_err(Error::internal);
            let right = fits(digest(&password))?;
            // Compared even if the first comparison succeeded, so that the time reveals nothing about the user.
            let as_given = normal(&password) != password && fits(digest_as_given(&password))?;
            Ok(match hash.cost() {
                _ if !known || !(right || as_given) => Verdict::Wrong,
                Some(present) if right && present >= cost => Verdict::Right,
                _ => Verdict::Outdated,
            })
        };
        self.threads.run(share, work).await
    }
}

fn make(password: &str, cost: u32) -> Result<PasswordHash> {
    bcrypt::non_truncating_hash(digest(password), cost).map(PasswordHash).map_err(Error::internal)
}

/// Returns a password in Unicode's normalization form KC. The same characters, typed on another system or in another width, are
/// the same password (NIST SP 800-63B, 3.1.1.2).
fn normal(password: &str) -> String {
    password.nfkc().collect()
}

/// Returns 44 characters for a password of any length, after normalization.
fn digest(password: &str) -> String {
    digest_as_given(&normal(password))
}

/// Returns the same for the bytes as they were entered. Hashes that were stored before passwords were normalised are based on
/// this.
fn digest_as_given(password: &str) -> String {
    STANDARD.encode(hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, CONTEXT), password.as_bytes()))
}

/// Returns a hash in the right format that no password matches.
fn nobodys(cost: u32) -> PasswordHash {
    PasswordHash(format!("$2b${cost:02}${}", ".".repeat(53)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passwords(bcrypt_cost: u32) -> Passwords {
        Passwords::new(bcrypt_cost)
    }

    #[tokio::test]
    async fn every_byte_counts() {
        let (passwords, long) = (passwords(4), "x".repeat(72));
        let hash = passwords.hash(&format!("{long}a"), &Share::operator()).await.unwrap();

        assert_eq!(
            passwords.verify(Some(&hash), &format!("{long}a"), &Share::operator()).await.unwrap(),
            Verdict::Right
        );
        assert_eq!(
            passwords.verify(Some(&hash), &format!("{long}b"), &Share::operator()).await.unwrap(),
            Verdict::Wrong
        );
        assert_eq!(passwords.verify(Some(&hash), &long, &Share::operator()).await.unwrap(), Verdict::Wrong);
        let zero = passwords.hash("before\0after", &Share::operator()).await.unwrap();
        assert_eq!(
            passwords.verify(Some(&zero), "before\0later", &Share::operator()).await.unwrap(),
            Verdict::Wrong
        );
    }

    #[tokio::test]
    async fn the_same_letters_are_the_same_password_however_they_are_composed() {
        let passwords = passwords(4);
        let (composed, decomposed) = ("h\u{e4}uslich, 7 M\u{f6}wen", "ha\u{308}uslich, 7 Mo\u{308}wen");
        let hash = passwords.hash(decomposed, &Share::operator()).await.unwrap();

        for given in [composed, decomposed] {
            assert_eq!(
                passwords.verify(Some(&hash), given, &Share::operator()).await.unwrap(),
                Verdict::Right,
                "{given}"
            );
        }
    }

    #[tokio::test]
    async fn a_hash_that_was_made_before_passwords_were_normalised_is_right_and_outdated() {
        let given = "ha\u{308}uslich, 7 Mo\u{308}wen";
        let old = bcrypt::non_truncating_hash(digest_as_given(given), 4).map(PasswordHash).unwrap();

        assert_eq!(
            passwords(4).verify(Some(&old), given, &Share::operator()).await.unwrap(),
            Verdict::Outdated
        );
        assert_eq!(
            passwords(4).verify(Some(&old), "another one", &Share::operator()).await.unwrap(),
            Verdict::Wrong
        );
    }

    #[tokio::test]
    async fn a_hash_of_lower_cost_is_right_and_outdated() {
        let old = passwords(4).hash("a bag of three lemons", &Share::operator()).await.unwrap();

        let verdict =
            passwords(5).verify(Some(&old), "a bag of three lemons", &Share::operator()).await.unwrap();

        assert_eq!(verdict, Verdict::Outdated);
        assert!(!format!("{old:?}").contains("$2b$"));
    }

    #[tokio::test]
    async fn nobody_has_any_password_and_the_comparison_is_made_all_the_same() {
        assert_eq!(
            passwords(4).verify(None, "a bag of three lemons", &Share::operator()).await.unwrap(),
            Verdict::Wrong
        );
        let kept = passwords(4).nobodys();
        assert_eq!(
            passwords(4).verify(Some(&kept), "a bag of three lemons", &Share::operator()).await.unwrap(),
            Verdict::Wrong
        );
        assert!(bcrypt::non_truncating_verify("x", &kept.0).is_ok_and(|right| !right));
    }
}
