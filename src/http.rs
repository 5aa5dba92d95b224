//! What every operation shares: bodies, parameters, answers, failures, and the frame round them all.

pub mod answers;
pub mod auth;
pub mod body;
pub mod bulk;
pub mod choose;
pub mod cursor;
pub(crate) mod deprecation;
pub mod derived;
pub mod etag;
pub mod failure;
pub mod frame;
pub mod list;
pub mod origin;
pub mod pages;
pub mod patch;
pub mod problem;
pub(crate) mod query;
pub mod scalar;
pub mod several;

use std::sync::Arc;

use poem::Request;

use self::auth::Verify;
use crate::config::HttpConfig;
use crate::contract::Contract;
use crate::error::{Error, Result};

/// What extractors need to know; each request carries it.
#[derive(Debug)]
pub struct Shared {
    /// The contract that is served.
    pub contract: Arc<Contract>,
    /// Limits and addresses.
    pub http: HttpConfig,
    /// What tells whose token it is.
    pub verifier: Arc<dyn Verify>,
}

impl Shared {
    /// The request's own.
    pub(crate) fn of(request: &Request) -> Result<Arc<Self>> {
        let shared = request.data::<Arc<Self>>().cloned();
        shared.ok_or_else(|| Error::internal("a request that did not come through the frame"))
    }

    /// A path as callers write it: below the public address, if there is one.
    #[must_use]
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.http.public_url.as_deref().unwrap_or_default())
    }
}
