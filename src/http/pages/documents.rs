//! The documents as they are served.

use super::html::page;
use super::views::{KnownClient, Views};
use crate::config::HttpConfig;
use crate::contract::{Contract, Profile};
use crate::error::Result;

/// The documents as they are served, written once.
#[derive(Debug)]
pub struct Documents {
    pub(super) yaml: String,
    pub(super) json: String,
    pub(super) sdk: String,
    pub(super) welcome: String,
    pub(super) views: Views,
}

impl Documents {
    /// Writes the documents of a contract. The page to try signs in as `client`, if there is one that everybody may know.
    ///
    /// # Errors
    /// When the document can't be written.
    pub fn of(contract: &Contract, http: &HttpConfig, client: Option<KnownClient>) -> Result<Self> {
        Ok(Self {
            yaml: contract.yaml(Profile::Full)?,
            json: contract.document(Profile::Full).to_string(),
            sdk: contract.document(Profile::Sdk).to_string(),
            welcome: page("/", "Welcome", &welcome_to(http.demonstration)),
            views: Views::of(http, client),
        })
    }
}

/// What the welcome page says; of a demonstration, that it is one.
fn welcome_to(demonstration: bool) -> String {
    let notice = if demonstration { include_str!("demonstration.html") } else { "" };
    include_str!("welcome.html").replacen("<!-- notice -->\n", notice, 1)
}
