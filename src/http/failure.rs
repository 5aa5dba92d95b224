//! The failures of one operation as a type, so that what a handler may return and what the document lists come from the same
//! place.

use std::marker::PhantomData;

use poem_openapi::ApiResponse;
use poem_openapi::registry::{MetaMediaType, MetaResponse, MetaResponses, Registry};
use poem_openapi::types::Type as _;

use super::rejection::Rejection;
use crate::error::{Code, Error};
use crate::media::PROBLEM_JSON;
use crate::problem::{Problem, status};

/// The error codes of an operation, besides those that follow from its shape (`contract::shape`).
pub trait Failures: Send + Sync + 'static {
    /// The codes.
    const CODES: &'static [Code];
}

/// Declares sets of failures: `failures! { GetBook: errors::BOOK_NOT_FOUND; }`.
#[macro_export]
macro_rules! failures {
    ($($(#[$meta:meta])* $name:ident: $($code:path),*;)*) => {$(
        $(#[$meta])*
        #[derive(Debug)]
        pub struct $name;

        impl $crate::http::failure::Failures for $name {
            const CODES: &'static [$crate::error::Code] = &[$($code),*];
        }
    )*};
}

/// A failure of an operation whose error codes are `F`.
#[derive(Debug)]
pub struct Failure<F> {
    rejection: Rejection,
    set: PhantomData<F>,
}

impl<F> From<Error> for Failure<F> {
    fn from(error: Error) -> Self {
        Rejection::from(error).into()
    }
}

impl<F> From<Rejection> for Failure<F> {
    fn from(rejection: Rejection) -> Self {
        Self { rejection, set: PhantomData }
    }
}

impl<F> From<Failure<F>> for poem::Error {
    fn from(failure: Failure<F>) -> Self {
        failure.rejection.into()
    }
}

impl<F: Failures> ApiResponse for Failure<F> {
    /// Returns one response for each code. Its description is the name of the code, from which `polish` makes the responses of
    /// the document.
    fn meta() -> MetaResponses {
        let response = |code: &Code| MetaResponse {
            description: code.name(),
            status: Some(status(*code).as_u16()),
            status_range: None,
            content: vec![MetaMediaType { content_type: PROBLEM_JSON, schema: Problem::schema_ref() }],
            headers: Vec::new(),
        };
        // Codes with the same status share one response, because two responses would be two keys of the same name.
        let mut responses: Vec<MetaResponse> = Vec::new();
        for code in F::CODES {
            let next = response(code);
            match responses.iter_mut().find(|known| known.status == next.status) {
                Some(known) => known.description = join(known.description, next.description),
                None => responses.push(next),
            }
        }
        MetaResponses { responses }
    }

    fn register(registry: &mut Registry) {
        Problem::register(registry);
    }
}

/// Joins two names with a space. Descriptions are `'static`, and this runs once for each operation when the document is made.
fn join(one: &str, two: &str) -> &'static str {
    String::leak(format!("{one} {two}"))
}
