//! Responses that say how long caches may keep them.

use poem::http::header;
use poem::{IntoResponse, Response};
use poem_openapi::ApiResponse;
use poem_openapi::registry::{MetaResponses, Registry};
use poem_openapi::types::ToJSON;
use serde::Serialize;

use super::parts::{response, text, text_header};
use crate::media::JSON;

const NEVER: &str = "no-store";
const FIVE_MINUTES: &str = "public, max-age=300";

/// A response that no cache may keep: `200`, a JSON body, `Cache-Control: no-store`.
#[derive(Debug)]
pub struct NoStore<T>(pub T);

impl<T: ToJSON + Serialize> IntoResponse for NoStore<T> {
    fn into_response(self) -> Response {
        kept(NEVER, &self.0)
    }
}

impl<T: ToJSON> ApiResponse for NoStore<T> {
    fn meta() -> MetaResponses {
        meta::<T>("Always `no-store`: caches must not keep the response.", NEVER)
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

/// A response that is the same for everybody and seldom changes: `200`, a JSON body, cacheable for five minutes by any cache.
#[derive(Debug)]
pub struct Cacheable<T>(pub T);

impl<T: ToJSON + Serialize> IntoResponse for Cacheable<T> {
    fn into_response(self) -> Response {
        kept(FIVE_MINUTES, &self.0)
    }
}

impl<T: ToJSON> ApiResponse for Cacheable<T> {
    fn meta() -> MetaResponses {
        meta::<T>("How long caches can keep the response.", FIVE_MINUTES)
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

fn kept<T: Serialize>(control: &'static str, body: &T) -> Response {
    Response::builder()
        .header(header::CACHE_CONTROL, control)
        .header(header::CONTENT_TYPE, JSON)
        .body(text(body))
}

fn meta<T: ToJSON>(description: &str, example: &str) -> MetaResponses {
    let header = text_header("Cache-Control", description, example);
    MetaResponses { responses: vec![response(200, "{about}", Some(T::schema_ref()), vec![header])] }
}
