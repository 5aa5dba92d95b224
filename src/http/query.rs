//! Extractors that read several query parameters.
//!
//! The `param_schema_ref` of such an extractor is an [`object`] with a [`property`] for each parameter, which the document lists
//! as separate parameters (`contract/spread.rs`). Its `from_request` calls [`read`] for each. [`parameters!`] generates both.

use poem::{Request, RequestBody, Result};
use poem_openapi::param::Query;
use poem_openapi::registry::{MetaSchema, MetaSchemaRef};
use poem_openapi::types::{ParseFromParameter, Type};
use poem_openapi::{ApiExtractor as _, ExtractParamOptions};
use serde_json::Value;

/// Turns a struct into an extractor. Each field is a parameter of the same name, and its doc comment is the parameter's
/// description.
///
/// `parameters! { pub struct BookQuery { … } }` also declares the struct; `parameters!(for Period { … })` names the fields of an
/// existing one.
macro_rules! parameters {
    (for $Name:ident { $($(#[doc = $words:literal])+ $field:ident: $type:ty,)+ }) => {
        impl<'a> poem_openapi::ApiExtractor<'a> for $Name {
            const TYPES: &'static [poem_openapi::ApiExtractorType] =
                &[poem_openapi::ApiExtractorType::Parameter];
            type ParamType = ();
            type ParamRawType = ();

            fn register(registry: &mut poem_openapi::registry::Registry) {
                $(<$type as poem_openapi::types::Type>::register(registry);)+
            }

            fn param_in() -> Option<poem_openapi::registry::MetaParamIn> {
                Some(poem_openapi::registry::MetaParamIn::Query)
            }

            fn param_schema_ref() -> Option<poem_openapi::registry::MetaSchemaRef> {
                Some($crate::http::query::object(vec![
                    $($crate::http::query::property::<$type>(stringify!($field), concat!($($words, "\n"),+)),)+
                ]))
            }

            async fn from_request(
                request: &'a poem::Request,
                body: &mut poem::RequestBody,
                _: poem_openapi::ExtractParamOptions<()>,
            ) -> poem::Result<Self> {
                Ok(Self { $($field: $crate::http::query::read(request, body, stringify!($field)).await?,)+ })
            }
        }
    };
    ($(#[$about:meta])* $seen:vis struct $Name:ident { $($(#[doc = $words:literal])+ $field:ident: $type:ty,)+ }) => {
        $(#[$about])*
        $seen struct $Name { $($(#[doc = $words])+ $field: $type,)+ }
        $crate::http::query::parameters!(for $Name { $($(#[doc = $words])+ $field: $type,)+ });
    };
}
pub(crate) use parameters;

/// Returns the object of all parameters of an extractor.
pub(crate) fn object(properties: Vec<(&'static str, MetaSchemaRef)>) -> MetaSchemaRef {
    MetaSchemaRef::Inline(Box::new(MetaSchema { properties, ..MetaSchema::new("object") }))
}

/// Returns a parameter: its name and its description.
pub(crate) fn property<T: Type>(name: &'static str, meaning: &'static str) -> (&'static str, MetaSchemaRef) {
    let schema =
        MetaSchema { description: Some(meaning), all_of: vec![T::schema_ref()], ..MetaSchema::new("") };
    (name, MetaSchemaRef::Inline(Box::new(schema)))
}

/// The same for a parameter with a default.
pub(crate) fn defaulting<T: Type>(
    name: &'static str,
    meaning: &'static str,
    default: Value,
) -> (&'static str, MetaSchemaRef) {
    let own = T::schema_ref().unwrap_inline().clone();
    let own = MetaSchema { default: Some(default), ..own };
    let schema = MetaSchema {
        description: Some(meaning),
        all_of: vec![MetaSchemaRef::Inline(Box::new(own))],
        ..MetaSchema::new("")
    };
    (name, MetaSchemaRef::Inline(Box::new(schema)))
}

/// Reads one parameter, as if it were an argument of the handler.
///
/// # Errors
/// When it cannot be parsed; the error has its name.
pub(crate) async fn read<T: ParseFromParameter>(
    request: &Request,
    body: &mut RequestBody,
    name: &'static str,
) -> Result<T> {
    let options = ExtractParamOptions {
        name,
        ignore_case: false,
        default_value: None,
        example_value: None,
        explode: true,
        style: None,
    };
    Query::from_request(request, body, options).await.map(|Query(value)| value)
}
