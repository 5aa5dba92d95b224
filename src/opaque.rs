//! Opaque credentials made of random bytes: tokens, codes and secrets. They cannot be guessed, so the database stores one round
//! of SHA-256; a slow hash would only cost time on each request.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use crate::error::Result;
use crate::seal::random;

/// Creates a credential of `N` random bytes, in base64url.
///
/// # Errors
/// When the system provides no random numbers.
pub fn make<const N: usize>() -> Result<String> {
    Ok(URL_SAFE_NO_PAD.encode(random::<N>()?))
}

/// Returns the hash of a credential, which is what the database stores.
#[must_use]
pub fn kept(text: &str) -> Vec<u8> {
    Sha256::digest(text).to_vec()
}
