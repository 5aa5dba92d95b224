//! Lists: where the caller is, which part is asked for, and the answer with its links.

use std::borrow::Cow;
use std::sync::Arc;

use poem::http::{Uri, header};
use poem::{FromRequest, IntoResponse, Request, RequestBody, Response};
use poem_openapi::registry::{
    MetaMediaType, MetaResponse, MetaResponses, MetaSchema, MetaSchemaRef, Registry,
};
use poem_openapi::types::{ParseError, ParseFromJSON, ParseFromParameter, ParseResult, ToJSON, Type};
use poem_openapi::{ApiResponse, Enum, Object};
use serde_json::{Map, Value};

use super::Shared;
use super::answers::text_header;
use super::body::JSON;
use super::choose::{Fields, Selectable, SortBy};
use super::scalar::{string, string_type};
use super::{cursor, derived};
use crate::error::{Code, Error, Fault, FaultCode, Result};
use crate::page::{Slice, SortField, Start, Window};
use crate::text::Whole;

/// How many items a page has.
pub type Limit = Whole<1, 100>;
/// A page's number. Pages far behind are slow to find; who wants them all goes by cursor.
pub type PageNumber = Whole<1, 10_000>;
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
    MetaSchema { min_length: Some(1), max_length: Some(cursor::MAX), ..string() },
    |text: String| Ok::<_, &'static str>(Cursor(text))
);

/// Whether to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "camelCase")]
pub enum Count {
    /// Count every item of the list, whatever it costs.
    Exact,
}

/// Where a page is in its list.
#[derive(Debug, Clone, Object)]
#[oai(rename_all = "camelCase", skip_serializing_if_is_none)]
pub struct PageMeta {
    /// Items on a page at most.
    #[oai(validator(minimum(value = "1"), maximum(value = "100")))]
    limit: i32,
    /// The `cursor` of the next page; absent on the last one.
    #[oai(validator(max_length = 2000))]
    next_cursor: Option<String>,
    /// The number of this page, when pages are asked for by number.
    #[oai(validator(minimum(value = "1"), maximum(value = "10000")))]
    page: Option<i32>,
    /// Items in the whole list, when they were counted.
    #[oai(validator(minimum(value = "0"), maximum(value = "9007199254740991")))]
    total: Option<i64>,
    /// Pages in the whole list, when they were counted.
    #[oai(validator(minimum(value = "0"), maximum(value = "9007199254740991")))]
    total_pages: Option<i64>,
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
                    return Err(Code::CursorInvalid.into());
                }
                start => start,
            },
            (Some(_), Some(_)) => {
                let fault =
                    Fault::parameter("page", FaultCode::Inconsistent, "can't be given together with cursor");
                return Err(Error::with_faults(Code::ParameterInvalid, vec![fault]));
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
        let next = slice.after.map(|position| cursor::encode(&scope, &position, false));
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
            None => items.map(|item| plain(item).to_json().unwrap_or_default()).collect(),
            Some(fields) => {
                items.map(|item| fields.of(whole(item).and_then(|whole| whole.to_json()))).collect()
            }
        };
        let media_type = if fields.is_some() { FIELDS_JSON } else { JSON };
        Listing { data, meta, links: links.join(", "), media_type, of: std::marker::PhantomData }
    }
}

/// What can stand in a list.
pub trait Listed: ToJSON {
    /// The name of a page of it in the document.
    const PAGE: &'static str;
    /// The whole resource, of which fields can be asked for.
    type Whole: ToJSON + Selectable;
}

/// A page: `200`, with `Link`s to the pages round it.
#[derive(Debug)]
pub struct Listing<T> {
    data: Vec<Value>,
    meta: PageMeta,
    links: String,
    media_type: &'static str,
    of: std::marker::PhantomData<fn() -> T>,
}

impl<T> IntoResponse for Listing<T> {
    fn into_response(self) -> Response {
        let mut page = Map::new();
        page.insert("data".to_owned(), Value::Array(self.data));
        page.insert("meta".to_owned(), self.meta.to_json().unwrap_or_default());
        Response::builder()
            .header(header::CONTENT_TYPE, self.media_type)
            .header(header::LINK, self.links)
            .body(Value::Object(page).to_string())
    }
}

impl<T: Listed> ApiResponse for Listing<T> {
    fn meta() -> MetaResponses {
        let reference = |name: String| MetaSchemaRef::Reference(name);
        let content = vec![
            MetaMediaType { content_type: JSON, schema: reference(T::PAGE.to_owned()) },
            MetaMediaType {
                content_type: FIELDS_JSON,
                schema: reference(format!("{}Page", derived::fields_name(&T::Whole::name()))),
            },
        ];
        let link = text_header(
            "Link",
            "Where the first, the previous and the next page are (RFC 8288).",
            "</v1/…?limit=20>; rel=\"first\", </v1/…?limit=20&cursor=…>; rel=\"next\"",
        );
        let description = "A page of the list. With `fields`, the second media type.";
        MetaResponses {
            responses: vec![MetaResponse {
                description,
                status: Some(200),
                status_range: None,
                content,
                headers: vec![link],
            }],
        }
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
        T::Whole::register(registry);
        PageMeta::register(registry);
        derived::register_fields::<T::Whole>(registry);
        let fields = derived::fields_name(&T::Whole::name());
        for (page, item) in
            [(T::PAGE.to_owned(), T::name()), (format!("{fields}Page"), Cow::Owned(fields.clone()))]
        {
            registry.schemas.insert(page, page_schema(&item));
        }
    }
}

fn page_schema(item: &str) -> MetaSchema {
    let data = MetaSchema {
        items: Some(Box::new(MetaSchemaRef::Reference(item.to_owned()))),
        max_items: Some(100),
        description: Some("The items, in order."),
        ..MetaSchema::new("array")
    };
    MetaSchema {
        description: Some("A page of a list."),
        required: vec!["data", "meta"],
        properties: vec![
            ("data", MetaSchemaRef::Inline(Box::new(data))),
            ("meta", MetaSchemaRef::Reference("PageMeta".to_owned())),
        ],
        ..MetaSchema::new("object")
    }
}
