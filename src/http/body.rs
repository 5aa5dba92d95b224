//! JSON bodies: read within limits and parsed into a type of the contract. If parsing fails, the response lists every fault at
//! once.

use std::sync::Arc;

use poem::http::header;
use poem::{Request, RequestBody};
use poem_openapi::registry::{MetaMediaType, MetaRequest, MetaSchemaRef, Registry};
use poem_openapi::types::ParseFromJSON;
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};

use super::Shared;
use super::arrival::read;
use super::aside::aside;
use super::rejection::Rejection;
use crate::contract::Contract;
use crate::error::{Code, Error, Result};
use crate::media::JSON;

/// A JSON body that is a `T` of the contract, without any fields that `T` does not have.
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
        json(request, body, Contract::parse).await.map(Self)
    }
}

/// Reads a JSON body, and makes something of it.
///
/// # Errors
/// `media_type_unsupported`, what reading fails with, and what `parse` fails with.
pub(super) async fn json<T: Send + 'static>(
    request: &Request,
    body: &mut RequestBody,
    parse: impl FnOnce(&Contract, &[u8]) -> Result<T> + Send + 'static,
) -> poem::Result<T> {
    let shared = Shared::of(request)?;
    media_type(request, &[JSON], &header::ACCEPT)?;
    let bytes = read(request, &shared, body).await?;
    let contract = Arc::clone(&shared.contract);
    Ok(aside(request, bytes, move |bytes| parse(&contract, bytes)).await?)
}

/// Describes the request body of an operation, for the document.
pub(crate) fn request(content: &[(&'static str, MetaSchemaRef)]) -> MetaRequest {
    let media = |(content_type, schema): &(&'static str, MetaSchemaRef)| MetaMediaType {
        content_type,
        schema: schema.clone(),
    };
    MetaRequest { description: None, content: content.iter().map(media).collect(), required: true }
}

/// Returns the media type of the body without its parameters, if the operation accepts it.
///
/// # Errors
/// `media_type_unsupported`. The response names the supported media types in the header field `hint` (`Accept`, `Accept-Patch`),
/// or says in `Accept-Encoding` that compressed bodies are not supported (RFC 9110, 12.5.3).
pub(crate) fn media_type(
    request: &Request,
    taken: &[&'static str],
    hint: &header::HeaderName,
) -> Result<&'static str, Rejection> {
    if is_encoded(request) {
        let detail = "The body must be sent without Content-Encoding.";
        return Err(Rejection::from(Error::new(Code::MEDIA_TYPE_UNSUPPORTED, detail))
            .header(header::ACCEPT_ENCODING, "identity"));
    }
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

/// Returns whether the body is compressed. No operation accepts that, because the decompressed size would have to be limited,
/// too.
pub(crate) fn is_encoded(request: &Request) -> bool {
    let codings = request.headers().get_all(header::CONTENT_ENCODING);
    codings.iter().any(|coding| !coding.as_bytes().eq_ignore_ascii_case(b"identity"))
}
