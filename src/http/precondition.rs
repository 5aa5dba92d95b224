//! Preconditions of a change: the versions that `If-Match` and `If-None-Match` allow.

use poem::{Request, RequestBody};
use poem_openapi::param::Header;
use poem_openapi::registry::{MetaParamIn, MetaSchemaRef, Registry};
use poem_openapi::types::Type;
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};

use super::etag::EntityTags;
use crate::version::Guard;

/// The versions at which a request may change a resource (RFC 9110, 13.1.1 and 13.1.2).
///
/// The document lists only `If-Match`. `If-None-Match` is supported too, because the standard requires it for every method; with
/// `*` it refuses every change of an existing resource.
#[derive(Debug)]
pub struct Precondition(pub Guard);

impl<'a> ApiExtractor<'a> for Precondition {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::Parameter];
    const PARAM_IS_REQUIRED: bool = false;
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        EntityTags::register(registry);
    }

    fn param_in() -> Option<MetaParamIn> {
        Some(MetaParamIn::Header)
    }

    fn param_schema_ref() -> Option<MetaSchemaRef> {
        Some(EntityTags::schema_ref())
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let wanted = tags(request, body, "If-Match").await?;
        let unwanted = tags(request, body, "If-None-Match").await?;
        Ok(Self(EntityTags::guard(wanted, unwanted)))
    }
}

async fn tags(
    request: &Request,
    body: &mut RequestBody,
    name: &'static str,
) -> poem::Result<Option<EntityTags>> {
    let options = ExtractParamOptions {
        name,
        ignore_case: true,
        default_value: None,
        example_value: None,
        explode: true,
        style: None,
    };
    Header::from_request(request, body, options).await.map(|Header(tags)| tags)
}
