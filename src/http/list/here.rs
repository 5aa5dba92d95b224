//! The path and query of a request, for the links in its response.

use std::sync::Arc;

use poem::http::Uri;
use poem::{FromRequest, Request, RequestBody};

use crate::error::Result;
use crate::http::Shared;

/// The place in the API where a request was made: its path and query, from which links are written.
#[derive(Debug, Clone)]
pub struct Here {
    uri: Uri,
    shared: Arc<Shared>,
}

impl<'a> FromRequest<'a> for Here {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> poem::Result<Self> {
        Ok(Self::of(request)?)
    }
}

/// Parameters that change how a page looks and not which list it is a page of.
const NOT_SCOPE: &[&str] = &["cursor", "page", "limit", "count", "fields", "expand"];

impl Here {
    pub(super) fn of(request: &Request) -> Result<Self> {
        Ok(Self { uri: request.uri().clone(), shared: Shared::of(request)? })
    }

    /// A path as callers write it.
    #[must_use]
    pub fn link(&self, path: &str) -> String {
        self.shared.link(path)
    }

    /// Which list this is: its path, order and filters, whatever their order in the query.
    pub(super) fn scope(&self) -> String {
        let mut pairs: Vec<_> = self.query().filter(|(name, _)| !NOT_SCOPE.contains(name)).collect();
        pairs.sort_unstable();
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
        format!("{}?{}", self.uri.path(), pairs.join("&"))
    }

    fn query(&self) -> impl Iterator<Item = (&str, &str)> {
        // `str::` because the wire types have an `is_empty` of their own, which says something else.
        let pairs = self.uri.query().unwrap_or_default().split('&').filter(|pair| !str::is_empty(pair));
        pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")))
    }

    /// This address with another place in the list.
    pub(super) fn turn(&self, place: Option<(&str, &str)>) -> String {
        let kept = self.query().filter(|(name, _)| !matches!(*name, "cursor" | "page"));
        let pairs: Vec<_> = kept.chain(place).map(|(name, value)| format!("{name}={value}")).collect();
        let mark = if pairs.is_empty() { "" } else { "?" };
        self.link(&format!("{}{mark}{}", self.uri.path(), pairs.join("&")))
    }
}
