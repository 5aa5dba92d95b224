//! JSON bodies: read within bounds, parsed into a type of the contract, and if that fails, every fault at once.

use std::sync::Arc;

use poem::http::header;
use poem::{Request, RequestBody};
use poem_openapi::registry::{MetaMediaType, MetaRequest, MetaSchemaRef, Registry};
use poem_openapi::types::ParseFromJSON;
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};

use super::Shared;
use super::aside::aside;
use super::rejection::Rejection;
use crate::error::{Code, Error, Result};
use crate::media::JSON;

/// A JSON body that is a `T` of the contract, with nothing in it that `T` does not have.
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<'a, T: ParseFromJSON + Send + 'static> ApiExtractor<'a> for Body<T> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    const PARAM_IS_REQUIRED: bool = true;
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        Some(request(&[(JSON, T::schema_ref())]))
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let shared = Shared::of(request)?;
        media_type(request, &[JSON], &header::ACCEPT)?;
        let bytes = read(&shared, body).await?;
        let contract = Arc::clone(&shared.contract);
        Ok(Self(aside(request, bytes, move |bytes| contract.parse(bytes)).await?))
    }
}

/// The request part of an operation, for the document.
pub(crate) fn request(content: &[(&'static str, MetaSchemaRef)]) -> MetaRequest {
    let media = |(content_type, schema): &(&'static str, MetaSchemaRef)| MetaMediaType {
        content_type,
        schema: schema.clone(),
    };
    MetaRequest { description: None, content: content.iter().map(media).collect(), required: true }
}

/// The body's media type without its parameters, if it is one of those that are taken.
///
/// The answer to any other says in `hint` (`Accept`, `Accept-Patch`) which these are.
pub(crate) fn media_type(
    request: &Request,
    taken: &[&'static str],
    hint: &header::HeaderName,
) -> Result<&'static str, Rejection> {
    let given = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = given.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    taken.iter().find(|known| known.eq_ignore_ascii_case(essence)).copied().ok_or_else(|| {
        Rejection::from(Error::new(
            Code::MEDIA_TYPE_UNSUPPORTED,
            format!("The body must be sent as {}.", taken.join(" or ")),
        ))
        .header(hint.clone(), &taken.join(", "))
    })
}

/// The whole body, within the limits of size and time. Nothing beyond the size is ever kept in memory.
pub(crate) async fn read(shared: &Shared, body: &mut RequestBody) -> Result<Vec<u8>> {
    let limit = shared.http.body_limit;
    let body = body.take().map_err(Error::internal)?;
    let arrived = tokio::time::timeout(shared.http.body_timeout, body.into_bytes_limit(limit)).await;
    match arrived {
        Err(_) => Err(Error::new(Code::REQUEST_TIMEOUT, "The body did not arrive in time.")),
        Ok(Ok(bytes)) => Ok(bytes.to_vec()),
        Ok(Err(poem::error::ReadBodyError::PayloadTooLarge)) => {
            Err(Error::new(Code::BODY_TOO_LARGE, format!("The body has more than {limit} bytes.")))
        }
        Ok(Err(error)) => {
            Err(Error::new(Code::JSON_INVALID, "The body did not arrive whole.").caused_by(error))
        }
    }
}
