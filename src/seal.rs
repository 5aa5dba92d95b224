//! The installation's secret. It encrypts values that must not be in the database as plain text, and other keys are derived from
//! it.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hmac;
use ring::rand::{SecureRandom as _, SystemRandom};

use crate::error::{Error, Result};

/// The length of the secret in bytes.
pub const LENGTH: usize = 32;

/// The secret: 32 random bytes that never leave the server.
#[derive(Clone)]
pub struct Seal([u8; LENGTH]);

impl Seal {
    /// Creates a secret from its bytes.
    #[must_use]
    pub fn new(bytes: [u8; LENGTH]) -> Self {
        Self(bytes)
    }

    /// Parses a secret from base64.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        STANDARD.decode(text.trim()).ok()?.try_into().ok().map(Self)
    }

    /// Encrypts bytes. `name` says what they are, and they can be decrypted under this name only.
    ///
    /// # Errors
    /// When the system provides no random numbers.
    pub fn seal(&self, name: &str, bytes: &[u8]) -> Result<Vec<u8>> {
        let nonce = random::<NONCE_LEN>()?;
        let mut sealed = bytes.to_vec();
        let done = self.sealing()?.seal_in_place_append_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(name.as_bytes()),
            &mut sealed,
        );
        done.map_err(|_| Error::internal("it could not be sealed"))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Decrypts sealed bytes. Returns `None` if they were sealed with another secret or under another name.
    #[must_use]
    pub fn open(&self, name: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = sealed.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut bytes = sealed.to_vec();
        let opened =
            self.sealing().ok()?.open_in_place(nonce, Aad::from(name.as_bytes()), &mut bytes).ok()?;
        Some(opened.to_vec())
    }

    /// Derives 32 bytes from `text` that only the owner of the secret can compute, and that differ for each purpose.
    #[must_use]
    pub fn derive(&self, purpose: &str, text: &[u8]) -> [u8; LENGTH] {
        let own = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &self.0), purpose.as_bytes());
        let made = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, own.as_ref()), text);
        let mut bytes = [0; LENGTH];
        bytes.copy_from_slice(made.as_ref());
        bytes
    }

    fn sealing(&self) -> Result<LessSafeKey> {
        let key = UnboundKey::new(&AES_256_GCM, &self.derive("seal", b""));
        Ok(LessSafeKey::new(key.map_err(|_| Error::internal("no key to seal with"))?))
    }
}

/// Returns random bytes.
///
/// # Errors
/// When the system provides none.
pub fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    SystemRandom::new()
        .fill(&mut bytes)
        .map_err(|_| Error::internal("the machine gives no random numbers"))?;
    Ok(bytes)
}

impl fmt::Debug for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seal(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_with_the_same_secret_and_under_the_same_name_only() {
        let secret = Seal::new([7; LENGTH]);

        let sealed = secret.seal("key 1", b"private").unwrap();

        assert_eq!(secret.open("key 1", &sealed).as_deref(), Some(b"private".as_slice()));
        assert_eq!(secret.open("key 2", &sealed), None);
        assert_eq!(Seal::new([8; LENGTH]).open("key 1", &sealed), None);
        assert_eq!(secret.open("key 1", &sealed[..5]), None);
        assert_ne!(secret.derive("one", b"x"), secret.derive("two", b"x"));
    }
}
