//! The server state that extractors need.

use std::sync::Arc;

use poem::Request;

use super::verify::Verify;
use crate::config::HttpConfig;
use crate::contract::Contract;
use crate::error::{Error, Result};

/// The state that extractors need. Each request carries it.
#[derive(Debug)]
pub struct Shared {
    /// The contract that the server implements.
    pub contract: Arc<Contract>,
    /// The HTTP configuration: limits and addresses.
    pub http: HttpConfig,
    /// Verifies access tokens.
    pub verifier: Arc<dyn Verify>,
}

impl Shared {
    /// Returns the state that a request carries.
    pub(crate) fn of(request: &Request) -> Result<Arc<Self>> {
        let shared = request.data::<Arc<Self>>().cloned();
        shared.ok_or_else(|| Error::internal("a request that did not come through the frame"))
    }

    /// Returns a path as a link for callers: below the public URL, if there is one.
    #[must_use]
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.http.public_url.as_deref().unwrap_or_default())
    }
}
