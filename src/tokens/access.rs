//! Access tokens: JWTs (RFC 9068), signed with Ed25519, valid for 15 minutes.
//!
//! Valid tokens are cached, so that the signature is verified once and not with every request. What can change later is checked
//! each time: whether the token has expired, and whether its session has ended.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use jsonwebtoken::{Algorithm, Header, Validation};
use quick_cache::sync::Cache;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::keys::Keys;
use super::lifetime;
use crate::caller::{Caller, Scopes, Subject};
use crate::clock::Clock;
use crate::error::{Code, Error, Result};
use crate::http::verify::Verify;
use crate::id::Id;

/// The media type in a token's header (RFC 9068), which distinguishes it from other JWTs.
const TYPE: &str = "at+jwt";
/// The most tokens that are cached. Each takes about 200 bytes.
const REMEMBERED: usize = 10_000;

/// The claims of a token.
#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: String,
    client_id: String,
    scope: String,
    iat: i64,
    exp: i64,
    jti: String,
    /// The id of the session, which `OpenID` Connect calls `sid`.
    sid: String,
    /// `client` if the subject is a client on its own behalf; `sub` is then the id of the client's resource. Absent in a user's
    /// token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sub_profile: Option<String>,
    #[serde(default, skip_serializing)]
    nbf: Option<i64>,
}

/// The content of a valid token, for introspection.
#[derive(Debug, Clone)]
pub struct Inspected {
    /// The subject, the session and the scopes of the token.
    pub caller: Caller,
    /// The client that the token was issued to.
    pub client: String,
    /// The id of the token.
    pub id: String,
    /// When the token was issued, as a Unix timestamp in seconds.
    pub issued_at: i64,
    /// When the token expires, as a Unix timestamp in seconds.
    pub expires_at: i64,
}

/// The value of `sub_profile` in a token whose subject is a client.
const CLIENT: &str = "client";

/// Signs and verifies access tokens.
#[derive(Debug)]
pub struct AccessTokens {
    keys: Arc<Keys>,
    clock: Clock,
    issuer: String,
    /// The lifetime of a token in seconds.
    life: i64,
    /// Cached tokens: the SHA-256 of each token, with its caller and its expiry time (a Unix timestamp in seconds).
    known: Cache<[u8; 32], (Caller, i64)>,
    /// Sessions that have ended, with the time at which this server learned of it (a Unix timestamp in seconds).
    ended: RwLock<HashMap<Id, i64>>,
}

impl AccessTokens {
    /// Creates the access tokens of an issuer, which is the address of the server.
    #[must_use]
    pub fn new(keys: Arc<Keys>, clock: Clock, issuer: String) -> Self {
        Self {
            keys,
            clock,
            issuer,
            life: lifetime::ACCESS,
            known: Cache::new(REMEMBERED),
            ended: RwLock::default(),
        }
    }

    /// Sets the lifetime of new tokens in seconds, but not above [`lifetime::ACCESS`].
    #[must_use]
    pub fn lasting(self, seconds: i64) -> Self {
        Self { life: seconds.min(lifetime::ACCESS), ..self }
    }

    /// Returns the lifetime of new tokens in seconds.
    #[must_use]
    pub fn life(&self) -> i64 {
        self.life
    }

    /// Signs an access token for a caller and a client.
    ///
    /// # Errors
    /// When the token cannot be signed.
    pub fn sign(&self, caller: &Caller, client: &str, id: Id) -> Result<String> {
        let key = self.keys.current()?;
        let header =
            Header { typ: Some(TYPE.to_owned()), kid: Some(key.id.clone()), ..Header::new(Algorithm::EdDSA) };
        let now = self.clock.now().seconds();
        let claims = Claims {
            iss: self.issuer.clone(),
            sub: caller.subject.id().to_string(),
            aud: self.issuer.clone(),
            client_id: client.to_owned(),
            scope: caller.scopes.to_string(),
            iat: now,
            exp: now + self.life,
            jti: id.to_string(),
            sid: caller.session.to_string(),
            sub_profile: caller.user().is_none().then(|| CLIENT.to_owned()),
            nbf: None,
        };
        jsonwebtoken::encode(&header, &claims, &key.signs).map_err(Error::internal)
    }

    /// Rejects the tokens of these sessions from now on, on this server. Forgets ended sessions whose tokens have all expired.
    pub fn end(&self, sessions: impl IntoIterator<Item = Id>) {
        let now = self.clock.now().seconds();
        let mut ended = self.ended.write().unwrap_or_else(PoisonError::into_inner);
        ended.extend(sessions.into_iter().map(|session| (session, now)));
        ended.retain(|_, learnt| *learnt + lifetime::ACCESS >= now);
    }

    /// Returns the issuer of the tokens, which is also their audience.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// Returns the content of a token, if it is valid now.
    #[must_use]
    pub fn inspect(&self, token: &str) -> Option<Inspected> {
        let found = self.recognise(token)?;
        self.living(found.caller.clone(), found.expires_at).ok()?;
        Some(found)
    }

    /// Returns the content of a token that this server signed, even if the token has expired or its session has ended.
    #[must_use]
    pub fn recognise(&self, token: &str) -> Option<Inspected> {
        let (caller, claims) = self.read(token)?;
        let Claims { client_id, jti, iat, exp, .. } = claims;
        Some(Inspected { caller, client: client_id, id: jti, issued_at: iat, expires_at: exp })
    }

    /// Checks a token whose signature is valid: returns its caller, unless the token has expired or its session has ended.
    fn living(&self, caller: Caller, end: i64) -> Result<Caller> {
        if end <= self.clock.now().seconds() {
            return Err(Code::TOKEN_EXPIRED.into());
        }
        if self.ended.read().unwrap_or_else(PoisonError::into_inner).contains_key(&caller.session) {
            return Err(Error::new(Code::TOKEN_INVALID, "The session of this token has ended."));
        }
        Ok(caller)
    }

    /// Verifies the signature and the claims of a token, except for its expiry and its session. Returns its caller and its
    /// claims.
    fn read(&self, token: &str) -> Option<(Caller, Claims)> {
        let header = jsonwebtoken::decode_header(token).ok()?;
        // Never use a key that a token contains or points to.
        let foreign =
            header.jwk.is_some() || header.jku.is_some() || header.x5u.is_some() || header.x5c.is_some();
        if foreign || header.typ.as_deref() != Some(TYPE) {
            return None;
        }
        let key = self.keys.named(header.kid.as_deref()?)?;
        let mut rules = Validation::new(Algorithm::EdDSA);
        rules.set_issuer(&[&self.issuer]);
        rules.set_audience(&[&self.issuer]);
        rules.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        // The expiry is checked in `living`, with this server's own clock.
        rules.validate_exp = false;
        let claims = jsonwebtoken::decode::<Claims>(token, &key.verifies, &rules).ok()?.claims;
        let soon = claims.nbf.is_some_and(|start| start > self.clock.now().seconds());
        let id = claims.sub.parse().ok()?;
        let of_client = claims.sub_profile.as_deref() == Some(CLIENT);
        let caller = Caller {
            subject: if of_client { Subject::Client(id) } else { Subject::User(id) },
            session: claims.sid.parse().ok()?,
            scopes: Scopes::parse(&claims.scope),
        };
        (!soon).then_some((caller, claims))
    }
}

impl Verify for AccessTokens {
    fn verify(&self, token: &str) -> Result<Caller> {
        let hash: [u8; 32] = Sha256::digest(token).into();
        let (caller, end) = match self.known.get(&hash) {
            Some(known) => known,
            None => {
                let (caller, claims) = self.read(token).ok_or_else(|| Error::from(Code::TOKEN_INVALID))?;
                self.known.insert(hash, (caller.clone(), claims.exp));
                (caller, claims.exp)
            }
        };
        self.living(caller, end)
    }
}
