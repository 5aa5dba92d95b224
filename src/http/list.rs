//! Lists: where the caller is, which part is asked for, and the answer with its links.

mod answer;
mod paged;
mod period;

use std::borrow::Cow;
use std::sync::Arc;

use poem::http::Uri;
use poem::{FromRequest, Request, RequestBody};
use poem_openapi::Enum;
use poem_openapi::registry::{MetaSchema, MetaSchemaRef};
use poem_openapi::types::{ParseError, ParseFromJSON, ParseFromParameter, ParseResult, ToJSON, Type};
use serde_json::Value;

pub use self::answer::{Listed, Listing, PageMeta};
pub use self::paged::Paged;

use super::Shared;
use super::cursor;
use super::scalar::{string, string_type};
use crate::error::Result;
use crate::text::Whole;

/// How many items a page has.
pub type Limit = Whole<1, 100>;
/// A page's number. Pages far behind are slow to find; who wants them all goes by cursor.
pub type PageNumber = Whole<1, 10_000>;
const LAST_PAGE: i64 = 10_000;
/// How many items a page has unless it is said.
const LIMIT: i32 = 20;
/// The media type of a list whose items have only the fields that were asked for.
pub const FIELDS_JSON: &str = "application/vnd.imprint.fields+json";

/// A cursor as a parameter.
#[derive(Debug, Clone)]
pub struct Cursor(String);

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

string_type!(
    Cursor,
    "Cursor",
    MetaSchema {
        min_length: Some(1),
        max_length: Some(cursor::MAX),
        pattern: Some(cursor::PATTERN.to_owned()),
        ..string()
    },
    |text: String| Ok::<_, &'static str>(Cursor(text))
);

/// Whether to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "camelCase")]
pub enum Count {
    /// Count every item of the list, whatever it costs.
    Exact,
}

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
    fn of(request: &Request) -> Result<Self> {
        Ok(Self { uri: request.uri().clone(), shared: Shared::of(request)? })
    }

    /// A path as callers write it.
    #[must_use]
    pub fn link(&self, path: &str) -> String {
        self.shared.link(path)
    }

    /// Which list this is: its path, order and filters, whatever their order in the query.
    fn scope(&self) -> String {
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
    fn turn(&self, place: Option<(&str, &str)>) -> String {
        let kept = self.query().filter(|(name, _)| !matches!(*name, "cursor" | "page"));
        let pairs: Vec<_> = kept.chain(place).map(|(name, value)| format!("{name}={value}")).collect();
        let mark = if pairs.is_empty() { "" } else { "?" };
        self.link(&format!("{}{mark}{}", self.uri.path(), pairs.join("&")))
    }
}
