//! The OpenAPI documents as they are served.

use super::asset::Asset;
use super::edition::{self, TO_READ, TO_TRY};
use super::html::page;
use super::logins::{KnownLogins, welcome};
use super::views::Views;
use crate::config::HttpConfig;
use crate::contract::{Contract, Dialect, Profile};
use crate::error::Result;
use crate::media::JSON;

/// The documents as they are served, rendered once.
#[derive(Debug)]
pub struct Documents {
    texts: [(&'static str, Asset); 6],
    pub(super) welcome: String,
    pub(super) views: Views,
}

impl Documents {
    /// Renders the documents of a contract. The pages show `logins`, if there are public ones.
    ///
    /// # Errors
    /// When the document cannot be written.
    pub fn of(contract: &Contract, http: &HttpConfig, logins: Option<&KnownLogins>) -> Result<Self> {
        let full = contract.document(Profile::Full);
        let json = |document: String| Asset::new(JSON, document);
        let texts = [
            // RFC 9512.
            ("/openapi.yaml", Asset::new("application/yaml", contract.yaml(Profile::Full, Dialect::V3_0)?)),
            ("/openapi.json", json(full.to_string())),
            ("/openapi.3.1.json", json(contract.document_in(Profile::Full, Dialect::V3_1).to_string())),
            ("/openapi.sdk.json", json(contract.document(Profile::Sdk).to_string())),
            (TO_TRY, json(edition::to_try(full.clone()).to_string())),
            (TO_READ, json(edition::to_read(full, &http.base_url()).to_string())),
        ];
        let welcome = page("/", "Welcome", &welcome(http.demonstration, logins));
        Ok(Self { texts, welcome, views: Views::of(http, logins) })
    }

    /// Returns the document at a path.
    pub(super) fn at(&self, path: &str) -> Option<&Asset> {
        self.texts.iter().find(|(own, _)| *own == path).map(|(_, document)| document)
    }
}
