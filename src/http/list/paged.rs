//! The parameters that every list has: the page, the sort order and the fields.

use poem::{Request, RequestBody};
use poem_openapi::registry::{MetaParamIn, MetaSchemaRef, Registry};
use poem_openapi::types::{ToJSON, Type as _};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};

use super::answer::{Data, Listed, Listing, PageMeta};
use super::here::Here;
use super::parameters::{Count, Cursor, LAST_PAGE, LIMIT, Limit, PageNumber};
use crate::error::{Code, Error, Fault, FaultCode, Result};
use crate::http::choose::{Fields, Selectable, SortBy};
use crate::http::cursor;
use crate::http::query::{defaulting, object, property, read};
use crate::media::{FIELDS_JSON, JSON};
use crate::page::{Slice, Sort, SortField, Start, Window};

/// The requested page of a list that can be sorted by `S` and whose items have the fields of `T`.
///
/// It consists of the parameters `limit`, `cursor`, `page`, `count`, `sort` and `fields`, and of the request's path and query,
/// for the links of the response.
#[derive(Debug)]
pub struct Paged<S, T> {
    /// The part of the list to return.
    pub window: Window<S>,
    /// The fields of each item to return, if not the default ones.
    pub fields: Option<Fields<T>>,
    here: Here,
}

impl<'a, S: SortField, T: Selectable> ApiExtractor<'a> for Paged<S, T> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::Parameter];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        Count::register(registry);
    }

    fn param_in() -> Option<MetaParamIn> {
        Some(MetaParamIn::Query)
    }

    fn param_schema_ref() -> Option<MetaSchemaRef> {
        Some(object(vec![
            defaulting::<Limit>("limit", "The maximum number of items on a page.", LIMIT.into()),
            property::<Cursor>(
                "cursor",
                "The cursor of the page, from `nextCursor` or `Link` of another page of the same list.",
            ),
            property::<PageNumber>(
                "page",
                "The number of the page, starting at 1. Cannot be combined with `cursor`.",
            ),
            property::<Count>(
                "count",
                "Whether to count the items of the whole list. Pages by number always count them.",
            ),
            property::<SortBy<S>>(
                "sort",
                "The sort order: up to three fields, separated by commas. Put `-` before a field for descending order.",
            ),
            property::<Fields<T>>(
                "fields",
                "The fields to return for each item, separated by commas. The `id` is always included.",
            ),
        ]))
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let here = Here::of(request)?;
        let limit: Option<Limit> = read(request, body, "limit").await?;
        let cursor = read(request, body, "cursor").await?;
        let page = read(request, body, "page").await?;
        let count: Option<Count> = read(request, body, "count").await?;
        let sort: Option<SortBy<S>> = read(request, body, "sort").await?;
        let fields = read(request, body, "fields").await?;

        let sort = sort.map(|sort| sort.0).unwrap_or_default();
        let start = start(&here, &sort, cursor, page)?;
        let count = count.is_some() || matches!(start, Start::Page(_));
        let window = Window { sort, start, limit: i64::from(limit.map_or(LIMIT, Limit::get)), count };
        Ok(Self { window, fields, here })
    }
}

/// Returns where the page starts.
///
/// # Errors
/// When `cursor` and `page` are both given, or the cursor was made for another list.
fn start<S: SortField>(
    here: &Here,
    sort: &Sort<S>,
    cursor: Option<Cursor>,
    page: Option<PageNumber>,
) -> Result<Start> {
    match (cursor, page) {
        (None, None) => Ok(Start::First),
        (None, Some(page)) => Ok(Start::Page(i64::from(page.get()))),
        (Some(cursor), None) => match cursor::decode(&here.scope(), &cursor.0)? {
            Start::After(position) | Start::Before(position)
                if position.values.len() != sort.keys().len() =>
            {
                Err(Code::CURSOR_INVALID.into())
            }
            start => Ok(start),
        },
        (Some(_), Some(_)) => {
            let fault =
                Fault::parameter("page", FaultCode::Inconsistent, "can't be given together with cursor");
            Err(Error::with_faults(Code::PARAMETER_INVALID, vec![fault]))
        }
    }
}

impl<S: SortField, T: Selectable + ToJSON> Paged<S, T> {
    /// Builds the response for a page of rows. Each item is made by `plain`, or by `whole` and reduced to the selected `fields`.
    pub fn listing<L: Listed<Detailed = T>, R>(
        &self,
        slice: Slice<R>,
        plain: impl Fn(R) -> L,
        whole: impl Fn(R) -> Option<T>,
    ) -> Listing<L> {
        let Self { window, fields, here } = self;
        let scope = here.scope();
        let last_page = matches!(window.start, Start::Page(page) if page >= LAST_PAGE);
        let next =
            slice.after.filter(|_| !last_page).map(|position| cursor::encode(&scope, &position, false));
        let previous = slice.before.map(|position| cursor::encode(&scope, &position, true));
        let page = match window.start {
            Start::Page(page) => i32::try_from(page).ok(),
            _ => None,
        };
        let mut links = vec![format!("<{}>; rel=\"first\"", here.turn(page.map(|_| ("page", "1"))))];
        let mut link = |rel: &str, cursor: Option<&String>, step: i32| {
            if let Some(cursor) = cursor {
                let number = page.map(|page| (page + step).to_string());
                let place = number.as_deref().map_or(("cursor", cursor.as_str()), |number| ("page", number));
                links.push(format!("<{}>; rel=\"{rel}\"", here.turn(Some(place))));
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
