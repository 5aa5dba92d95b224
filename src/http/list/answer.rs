//! A page of a list as a response: the items, the page's position in the list, and the links to other pages.

use std::borrow::Cow;

use poem::http::header;
use poem::{IntoResponse, Response};
use poem_openapi::registry::{
    MetaMediaType, MetaResponse, MetaResponses, MetaSchema, MetaSchemaRef, Registry,
};
use poem_openapi::types::{ToJSON, Type as _};
use poem_openapi::{ApiResponse, Object};
use serde::Serialize;
use serde_json::Value;

use crate::http::answers::{text, text_header};
use crate::http::choose::Selectable;
use crate::http::derived;
use crate::media::{FIELDS_JSON, JSON};

/// The position of a page in its list.
#[derive(Debug, Clone, Object, Serialize)]
#[oai(rename_all = "camelCase", skip_serializing_if_is_none)]
#[serde(rename_all = "camelCase")]
pub struct PageMeta {
    /// The maximum number of items on the page.
    #[oai(validator(minimum(value = "1"), maximum(value = "100")))]
    pub(super) limit: i32,
    /// The `cursor` of the next page. Absent on the last page.
    #[oai(validator(max_length = 2000))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) next_cursor: Option<String>,
    /// The number of this page, if you requested it with `page`.
    #[oai(validator(minimum(value = "1"), maximum(value = "10000")))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) page: Option<i32>,
    /// The number of items in the whole list, if they were counted.
    #[oai(validator(minimum(value = "0"), maximum(value = "9007199254740991")))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) total: Option<i64>,
    /// The number of pages in the whole list, if the items were counted.
    #[oai(validator(minimum(value = "0"), maximum(value = "9007199254740991")))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) total_pages: Option<i64>,
}

/// A resource that can be an item of a list.
pub trait Listed: ToJSON + Serialize {
    /// The name of a page of these items in the document.
    const PAGE: &'static str;
    /// The whole resource, from which callers select fields.
    type Detailed: ToJSON + Selectable;
}

/// A page of a list: `200`, with `Link`s to the other pages.
#[derive(Debug)]
pub struct Listing<T> {
    pub(super) data: Data<T>,
    pub(super) meta: PageMeta,
    pub(super) links: String,
    pub(super) media_type: &'static str,
}

/// The items of a page: whole, or reduced to the selected fields.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Data<T> {
    Plain(Vec<T>),
    Fields(Vec<Value>),
}

#[derive(Serialize)]
struct Page<'p, T> {
    data: &'p Data<T>,
    meta: &'p PageMeta,
}

impl<T: Listed> IntoResponse for Listing<T> {
    fn into_response(self) -> Response {
        let Self { data, meta, links, media_type } = &self;
        Response::builder()
            .header(header::CONTENT_TYPE, *media_type)
            .header(header::LINK, links)
            .body(text(&Page { data, meta }))
    }
}

impl<T: Listed> ApiResponse for Listing<T> {
    fn meta() -> MetaResponses {
        let reference = |name: String| MetaSchemaRef::Reference(name);
        let content = vec![
            MetaMediaType { content_type: JSON, schema: reference(T::PAGE.to_owned()) },
            MetaMediaType {
                content_type: FIELDS_JSON,
                schema: reference(format!("{}Page", derived::fields_name(&T::Detailed::name()))),
            },
        ];
        let link = text_header(
            "Link",
            "Links to the first, the previous and the next page (RFC 8288).",
            "</v1/books?limit=20>; rel=\"first\"",
        );
        let description = "A page of {}s. With `fields`, the items have the fields that you select.";
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
        T::Detailed::register(registry);
        PageMeta::register(registry);
        derived::register_fields::<T::Detailed>(registry);
        let fields = derived::fields_name(&T::Detailed::name());
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
