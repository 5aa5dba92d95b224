//! Lists: where the caller is, which part is asked for, and the answer with its links.

mod answer;

use std::borrow::Cow;
use std::sync::Arc;

use poem::http::Uri;
use poem::{FromRequest, Request, RequestBody};
use poem_openapi::Enum;
use poem_openapi::registry::{MetaSchema, MetaSchemaRef};
use poem_openapi::types::{ParseError, ParseFromJSON, ParseFromParameter, ParseResult, ToJSON, Type};
use serde_json::Value;

use self::answer::Data;
pub use self::answer::{Listed, Listing, PageMeta};

use super::Shared;
use super::body::JSON;
use super::choose::{Fields, SortBy};
use super::cursor;
use super::scalar::{string, string_type};
use crate::error::{Code, Error, Fault, FaultCode, Result};
use crate::page::{Slice, SortField, Start, Window};
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
        Ok(Self { uri: request.uri().clone(), shared: Shared::of(request)? })
    }
}

/// The paging parameters of a list, as they came.
#[derive(Debug)]
pub struct Paging<S: SortField> {
    /// `limit`.
    pub limit: Option<Limit>,
    /// `cursor`.
    pub cursor: Option<Cursor>,
    /// `page`.
    pub page: Option<PageNumber>,
    /// `count`.
    pub count: Option<Count>,
    /// `sort`.
    pub sort: Option<SortBy<S>>,
}

/// Parameters that change how a page looks and not which list it is a page of.
const NOT_SCOPE: &[&str] = &["cursor", "page", "limit", "count", "fields", "expand"];

impl Here {
    /// A path as callers write it.
    #[must_use]
    pub fn link(&self, path: &str) -> String {
        self.shared.link(path)
    }

    /// Works out which part of the list is asked for.
    ///
    /// # Errors
    /// When `cursor` and `page` are both given, or the cursor was made for another list.
    pub fn window<S: SortField>(&self, paging: Paging<S>) -> Result<Window<S>> {
        let Paging { limit, cursor, page, count, sort } = paging;
        let sort = sort.map(|sort| sort.0).unwrap_or_default();
        let start = match (cursor, page) {
            (None, None) => Start::First,
            (None, Some(page)) => Start::Page(i64::from(page.get())),
            (Some(cursor), None) => match cursor::decode(&self.scope(), &cursor.0)? {
                Start::After(position) | Start::Before(position)
                    if position.values.len() != sort.keys().len() =>
                {
                    return Err(Code::CURSOR_INVALID.into());
                }
                start => start,
            },
            (Some(_), Some(_)) => {
                let fault =
                    Fault::parameter("page", FaultCode::Inconsistent, "can't be given together with cursor");
                return Err(Error::with_faults(Code::PARAMETER_INVALID, vec![fault]));
            }
        };
        let count = count.is_some() || page.is_some();
        Ok(Window { sort, start, limit: i64::from(limit.map_or(LIMIT, Limit::get)), count })
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

    /// The answer with a page of items, `plain`, or with the `fields` of each that were asked for.
    pub fn listing<T: Listed, S: SortField, R>(
        &self,
        window: &Window<S>,
        slice: Slice<R>,
        fields: Option<&Fields<T::Whole>>,
        plain: impl Fn(R) -> T,
        whole: impl Fn(R) -> Option<T::Whole>,
    ) -> Listing<T> {
        let scope = self.scope();
        let last_page = matches!(window.start, Start::Page(page) if page >= LAST_PAGE);
        let next =
            slice.after.filter(|_| !last_page).map(|position| cursor::encode(&scope, &position, false));
        let previous = slice.before.map(|position| cursor::encode(&scope, &position, true));
        let page = match window.start {
            Start::Page(page) => i32::try_from(page).ok(),
            _ => None,
        };
        let mut links = vec![format!("<{}>; rel=\"first\"", self.turn(page.map(|_| ("page", "1"))))];
        let mut link = |rel: &str, cursor: Option<&String>, step: i32| {
            if let Some(cursor) = cursor {
                let number = page.map(|page| (page + step).to_string());
                let place = number.as_deref().map_or(("cursor", cursor.as_str()), |number| ("page", number));
                links.push(format!("<{}>; rel=\"{rel}\"", self.turn(Some(place))));
            }
        };
        link("prev", previous.as_ref(), -1);
        link("next", next.as_ref(), 1);
        let meta = PageMeta {
            limit: i32::try_from(window.limit).unwrap_or(LIMIT),
            next_cursor: next,
            page,
            total: slice.total,
            total_pages: slice.total.map(|total| (total + window.limit - 1) / window.limit),
        };
        let items = slice.items.into_iter();
        let data = match fields {
            None => Data::Plain(items.map(plain).collect()),
            Some(fields) => Data::Fields(
                items.map(|item| fields.of(whole(item).and_then(|whole| whole.to_json()))).collect(),
            ),
        };
        let media_type = if fields.is_some() { FIELDS_JSON } else { JSON };
        Listing { data, meta, links: links.join(", "), media_type }
    }
}
