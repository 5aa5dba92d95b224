//! The server state that extractors need.

use std::sync::Arc;

use poem::Request;

use super::verify::Verify;
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
