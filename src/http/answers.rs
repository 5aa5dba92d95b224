//! Response types: one for each kind of success in the contract, with its status and header fields.

mod cached;
mod parts;

use poem::http::{StatusCode, header};
use poem::{IntoResponse, Response};
use poem_openapi::ApiResponse;
use poem_openapi::registry::{MetaResponses, Registry};
use poem_openapi::types::ToJSON;
use serde::Serialize;

pub use self::cached::{Cacheable, NoStore};
#[cfg(test)]
pub(crate) use self::parts::same_as_contract;
pub(crate) use self::parts::{response, text, text_header};
use super::etag::{EntityTags, etag, etag_header};
use crate::media::JSON;

/// A resource that can be a response of its own.
pub trait Resource: ToJSON + Serialize {
    /// The fields that callers read and cannot write. A `PUT` accepts them unchanged.
    const READ_ONLY: &'static [&'static str] = &["id", "createdAt", "updatedAt", "version"];

    /// Returns its version, which is its entity tag.
    fn version(&self) -> i64;
}

/// A resource that was read: `200` and its entity tag, or `304` if the caller already has this version.
#[derive(Debug)]
pub struct Found<T> {
    resource: T,
    version: i64,
    known: bool,
}

impl<T: Resource> Found<T> {
    /// Returns `resource`, unless `if_none_match` names its version.
    pub fn new(resource: T, if_none_match: Option<&EntityTags>) -> Self {
        let version = resource.version();
        Self::at(resource, version, if_none_match)
    }
}

impl<T: ToJSON> Found<T> {
    /// The same for a part of a resource, which has the version of the whole.
    pub fn at(resource: T, version: i64, if_none_match: Option<&EntityTags>) -> Self {
        let known = EntityTags::knows(if_none_match, version);
        Self { resource, version, known }
    }
}

impl<T: ToJSON + Serialize> IntoResponse for Found<T> {
    fn into_response(self) -> Response {
        let answer = Response::builder().header(header::ETAG, etag(self.version));
        if self.known {
            answer.status(StatusCode::NOT_MODIFIED).finish()
        } else {
            answer.header(header::CONTENT_TYPE, JSON).body(text(&self.resource))
        }
    }
}

impl<T: ToJSON + Serialize> ApiResponse for Found<T> {
    fn meta() -> MetaResponses {
        let fresh = response(200, "The {}.", Some(T::schema_ref()), vec![etag_header()]);
        let known = response(304, "You already have the current version.", None, vec![etag_header()]);
        MetaResponses { responses: vec![fresh, known] }
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

/// A resource that was created: `201`, with its location, its entity tag and its whole content.
#[derive(Debug)]
pub struct Created<T> {
    /// The resource.
    pub resource: T,
    /// The URL of the resource, for the `Location` header field.
    pub location: String,
}

impl<T: Resource> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        Response::builder()
            .status(StatusCode::CREATED)
            .header(header::LOCATION, self.location)
            .header(header::ETAG, etag(self.resource.version()))
            .header(header::CONTENT_TYPE, JSON)
            .body(text(&self.resource))
    }
}

impl<T: Resource> ApiResponse for Created<T> {
    fn meta() -> MetaResponses {
        let location = text_header(
            "Location",
            "The address of the new resource.",
            "/v1/books/019b76da-a800-7000-8000-000000000002",
        );
        MetaResponses {
            responses: vec![response(
                201,
                "The new {}.",
                Some(T::schema_ref()),
                vec![etag_header(), location],
            )],
        }
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

/// A resource that was changed: `200`, with its new entity tag and its whole content, including what the server generated.
#[derive(Debug)]
pub struct Changed<T> {
    resource: T,
    version: i64,
}

impl<T: Resource> Changed<T> {
    /// Returns the resource in its current state.
    pub fn new(resource: T) -> Self {
        let version = resource.version();
        Self { resource, version }
    }
}

impl<T> Changed<T> {
    /// The same for a part of a resource, which has the version of the whole.
    pub fn at(resource: T, version: i64) -> Self {
        Self { resource, version }
    }
}

impl<T: ToJSON + Serialize> IntoResponse for Changed<T> {
    fn into_response(self) -> Response {
        Response::builder()
            .header(header::ETAG, etag(self.version))
            .header(header::CONTENT_TYPE, JSON)
            .body(text(&self.resource))
    }
}

impl<T: ToJSON + Serialize> ApiResponse for Changed<T> {
    fn meta() -> MetaResponses {
        MetaResponses {
            responses: vec![response(
                200,
                "The {} after the change.",
                Some(T::schema_ref()),
                vec![etag_header()],
            )],
        }
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

/// A resource that is read without conditional requests: `200`, with its entity tag and its whole content.
#[derive(Debug)]
pub struct Shown<T>(pub T);

impl<T: Resource> IntoResponse for Shown<T> {
    fn into_response(self) -> Response {
        Changed::new(self.0).into_response()
    }
}

impl<T: Resource> ApiResponse for Shown<T> {
    fn meta() -> MetaResponses {
        MetaResponses {
            responses: vec![response(200, "The {}.", Some(T::schema_ref()), vec![etag_header()])],
        }
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

/// A resource that was deleted: `204`.
#[derive(Debug)]
pub struct Deleted;

impl IntoResponse for Deleted {
    fn into_response(self) -> Response {
        StatusCode::NO_CONTENT.into_response()
    }
}

impl ApiResponse for Deleted {
    fn meta() -> MetaResponses {
        MetaResponses { responses: vec![response(204, "The resource was deleted.", None, Vec::new())] }
    }

    fn register(_: &mut Registry) {}
}

/// A request that was accepted, and whose outcome is reported elsewhere or not at all: `202`.
#[derive(Debug)]
pub struct Accepted;

impl IntoResponse for Accepted {
    fn into_response(self) -> Response {
        StatusCode::ACCEPTED.into_response()
    }
}

impl ApiResponse for Accepted {
    fn meta() -> MetaResponses {
        MetaResponses { responses: vec![response(202, "The request was accepted.", None, Vec::new())] }
    }

    fn register(_: &mut Registry) {}
}

/// A request that succeeded and has nothing to return: `204`.
#[derive(Debug)]
pub struct Done;

impl IntoResponse for Done {
    fn into_response(self) -> Response {
        StatusCode::NO_CONTENT.into_response()
    }
}

impl ApiResponse for Done {
    fn meta() -> MetaResponses {
        MetaResponses { responses: vec![response(204, "The request succeeded.", None, Vec::new())] }
    }

    fn register(_: &mut Registry) {}
}

/// A plain response: `200` and a JSON body.
#[derive(Debug)]
pub struct Plain<T>(pub T);

impl<T: ToJSON> IntoResponse for Plain<T> {
    fn into_response(self) -> Response {
        Response::builder().header(header::CONTENT_TYPE, JSON).body(self.0.to_json_string())
    }
}

impl<T: ToJSON> ApiResponse for Plain<T> {
    fn meta() -> MetaResponses {
        MetaResponses {
            responses: vec![response(200, "The server is healthy.", Some(T::schema_ref()), Vec::new())],
        }
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

/// The results of a batch: `200` with a result for each item, or `201` if an atomic batch succeeded as a whole.
#[derive(Debug)]
pub struct Batch<T> {
    /// The results.
    pub results: T,
    /// Whether the batch was atomic: all items or none.
    pub atomic: bool,
}

impl<T: ToJSON> IntoResponse for Batch<T> {
    fn into_response(self) -> Response {
        let status = if self.atomic { StatusCode::CREATED } else { StatusCode::OK };
        Response::builder()
            .status(status)
            .header(header::CONTENT_TYPE, JSON)
            .body(self.results.to_json_string())
    }
}

impl<T: ToJSON> ApiResponse for Batch<T> {
    fn meta() -> MetaResponses {
        let partial = response(
            200,
            "A result for each item, in the order of the request.",
            Some(T::schema_ref()),
            Vec::new(),
        );
        let atomic =
            response(201, "All books were created (`atomic` was `true`).", Some(T::schema_ref()), Vec::new());
        MetaResponses { responses: vec![partial, atomic] }
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}
