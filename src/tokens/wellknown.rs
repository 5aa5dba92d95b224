//! The public keys, `/.well-known/jwks.json`, for services that verify access tokens themselves.

use std::sync::Arc;

use poem_openapi::types::Example;
use poem_openapi::{Object, OpenApi};
use serde::Serialize;

use super::keys::Keys;
use crate::failures;
use crate::http::answers::Cacheable;
use crate::http::failure::Failure;
use crate::tokens::tag::Tag;

/// The public keys that verify tokens (RFC 7517).
#[derive(Debug, Clone, Object, Serialize)]
#[oai(example = true)]
pub struct KeySet {
    /// The keys. The key that signs new tokens comes first.
    #[oai(validator(max_items = 100))]
    keys: Vec<PublicKey>,
}

/// A public key (RFC 8037).
#[derive(Debug, Clone, Object, Serialize)]
pub struct PublicKey {
    /// The key type: `OKP`.
    #[oai(validator(max_length = 20))]
    kty: String,
    /// The curve: `Ed25519`.
    #[oai(validator(max_length = 20))]
    crv: String,
    /// The use of the key: `sig`.
    #[oai(rename = "use", validator(max_length = 20))]
    #[serde(rename = "use")]
    usage: String,
    /// The algorithm: `EdDSA`.
    #[oai(validator(max_length = 20))]
    alg: String,
    /// The key id, which tokens have in their header.
    #[oai(validator(max_length = 100))]
    kid: String,
    /// The public key, in base64url.
    #[oai(validator(max_length = 100))]
    x: String,
}

impl PublicKey {
    fn new(id: &str, public: &str) -> Self {
        Self {
            kty: "OKP".to_owned(),
            crv: "Ed25519".to_owned(),
            usage: "sig".to_owned(),
            alg: "EdDSA".to_owned(),
            kid: id.to_owned(),
            x: public.to_owned(),
        }
    }
}

/// The key of RFC 8037, appendix A.2.
impl Example for KeySet {
    fn example() -> Self {
        let key = PublicKey::new(
            "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
            "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
        );
        Self { keys: vec![key] }
    }
}

failures! {
    /// Failures of `getKeySet`.
    GetKeySet: ;
}

/// The operation that returns the keys.
#[derive(Debug, Clone)]
pub struct KeysApi {
    /// The keys.
    pub keys: Arc<Keys>,
}

#[OpenApi(tag = "Tag::Auth")]
impl KeysApi {
    /// Get the public keys
    ///
    /// Returns the keys that verify access tokens. Fetch them again when a token names a key that you do not have.
    #[oai(path = "/.well-known/jwks.json", method = "get", operation_id = "getKeySet")]
    #[expect(clippy::unused_async, reason = "poem-openapi's handlers are async")]
    async fn get(&self) -> Result<Cacheable<KeySet>, Failure<GetKeySet>> {
        let keys = self.keys.all();
        Ok(Cacheable(KeySet { keys: keys.iter().map(|key| PublicKey::new(&key.id, &key.public)).collect() }))
    }
}
