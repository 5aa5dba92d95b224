//! The keys that sign access tokens: Ed25519 (RFC 8037).

pub mod service;
mod store;

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{DecodingKey, EncodingKey};
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use sha2::{Digest as _, Sha256};

use crate::error::{Error, Result};

/// A signing key.
pub struct SigningKey {
    /// The id of the key in tokens and in the key set: its thumbprint (RFC 7638).
    pub id: String,
    /// The public key, as in the key set.
    pub public: String,
    pub(super) signs: EncodingKey,
    pub(super) verifies: DecodingKey,
}

impl SigningKey {
    /// Generates a private key, in PKCS #8.
    ///
    /// # Errors
    /// When the machine gives no random numbers.
    pub fn generate() -> Result<Vec<u8>> {
        let key = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new());
        Ok(key.map_err(|_| Error::internal("no random numbers for a key"))?.as_ref().to_vec())
    }

    /// Parses a private key in PKCS #8.
    ///
    /// # Errors
    /// When the key cannot be parsed.
    pub fn read(pkcs8: &[u8]) -> Result<Self> {
        let pair =
            Ed25519KeyPair::from_pkcs8(pkcs8).map_err(|_| Error::internal("a signing key can't be read"))?;
        let public = pair.public_key().as_ref();
        let encoded = URL_SAFE_NO_PAD.encode(public);
        let thumb = Sha256::digest(format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{encoded}"}}"#));
        Ok(Self {
            id: URL_SAFE_NO_PAD.encode(thumb),
            public: encoded,
            signs: EncodingKey::from_ed_der(pkcs8),
            verifies: DecodingKey::from_ed_der(public),
        })
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey").field("id", &self.id).finish_non_exhaustive()
    }
}

/// The keys of this server: the one that signs, and those that only verify.
#[derive(Debug)]
pub struct Keys(RwLock<Ring>);

/// The keys. The one that signs is first.
type Ring = Arc<[Arc<SigningKey>]>;

impl Keys {
    /// Creates the set of keys. The first one signs. There must be at least one before a token is signed.
    #[must_use]
    pub fn new(keys: Vec<SigningKey>) -> Self {
        Self(RwLock::new(keys.into_iter().map(Arc::new).collect()))
    }

    /// Replaces all keys.
    pub fn replace(&self, keys: Vec<SigningKey>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = keys.into_iter().map(Arc::new).collect();
    }

    /// Returns all keys.
    #[must_use]
    pub fn all(&self) -> Arc<[Arc<SigningKey>]> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Returns the key that signs.
    ///
    /// # Errors
    /// When there is no key.
    pub fn current(&self) -> Result<Arc<SigningKey>> {
        self.all().first().cloned().ok_or_else(|| Error::internal("there is no signing key"))
    }

    /// Returns the key with this id.
    #[must_use]
    pub fn named(&self, id: &str) -> Option<Arc<SigningKey>> {
        self.all().iter().find(|key| key.id == id).cloned()
    }
}
