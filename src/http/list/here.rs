//! The path and query of a request, for the links in its response.

use std::sync::Arc;

use poem::http::Uri;
use poem::{FromRequest, Request, RequestBody};

use crate::error::Result;
use crate::http::Shared;

/// The path and query of a request, from which links are built.
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

/// Parameters that change how a page looks, but not which list it belongs to.
const NOT_SCOPE: &[&str] = &["cursor", "page", "limit", "count", "fields", "expand"];

impl Here {
    pub(super) fn of(request: &Request) -> Result<Self> {
        Ok(Self { uri: request.uri().clone(), shared: Shared::of(request)? })
    }

    /// Returns a path as a link for callers.
    #[must_use]
    pub fn link(&self, path: &str) -> String {
        self.shared.link(path)
    }

    /// Identifies the list: its path, sort order and filters, regardless of the order of the query parameters.
    pub(super) fn scope(&self) -> String {
        let mut pairs: Vec<_> = self.query().filter(|(name, _)| !NOT_SCOPE.contains(name)).collect();
        pairs.sort_unstable();
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
        format!("{}?{}", self.uri.path(), pairs.join("&"))
    }

    fn query(&self) -> impl Iterator<Item = (&str, &str)> {
        // Written as `str::is_empty`, because the wire types have an `is_empty` of their own with another meaning.
        let pairs = self.uri.query().unwrap_or_default().split('&').filter(|pair| !str::is_empty(pair));
        pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")))
    }

    /// Returns the URL of this request for another position in the list.
    pub(super) fn turn(&self, place: Option<(&str, &str)>) -> String {
        let kept = self.query().filter(|(name, _)| !matches!(*name, "cursor" | "page"));
        let pairs: Vec<_> = kept.chain(place).map(|(name, value)| format!("{name}={value}")).collect();
        let mark = if pairs.is_empty() { "" } else { "?" };
        self.link(&format!("{}{mark}{}", self.uri.path(), pairs.join("&")))
    }
}
