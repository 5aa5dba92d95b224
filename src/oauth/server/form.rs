//! Request bodies of the OAuth endpoints: forms, as in the standards, or JSON with the same names and with strings as values.
//!
//! They are parsed as RFC 6749 requires (3.1, 3.2): unknown parameters are ignored, empty ones count as absent, and no other
//! parameter may be repeated.

use poem::http::header;
use poem::{Request, RequestBody};
use poem_openapi::registry::{MetaRequest, Registry};
use poem_openapi::types::ParseFromJSON;
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};
use serde_json::{Map, Value};

use super::refusal::{Refusal, Refused};
use crate::contract::{json, size};
use crate::error::{Code, Error, Fault, Place};
use crate::http::Shared;
use crate::http::arrival::read;
use crate::http::aside::aside;
use crate::http::body::{is_encoded, media_type, request as taken};
use crate::http::deprecation::Seen;
use crate::media::{FORM, JSON};

/// A request body of an OAuth endpoint.
#[derive(Debug)]
pub struct Form<T>(pub T);

impl<'a, T: ParseFromJSON + Send + 'static> ApiExtractor<'a> for Form<T> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    const PARAM_IS_REQUIRED: bool = true;
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        Some(taken(&[(FORM, T::schema_ref()), (JSON, T::schema_ref())]))
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let shared = Shared::of(request)?;
        if is_encoded(request) {
            return Err(malformed("The body must be sent without Content-Encoding.").into());
        }
        let given = media_type(request, &[FORM, JSON], &header::ACCEPT)
            .map_err(|_| malformed("The body must be sent as application/x-www-form-urlencoded."))?;
        let bytes = read(request, &shared, body).await.map_err(|error| match error.code() {
            Code::JSON_INVALID => malformed("The body did not arrive whole.").into(),
            _ => poem::Error::from(error),
        })?;
        let seen = Seen::of(request);
        let parse = move |bytes: &[u8]| -> poem::Result<Self> {
            let fields = if given == FORM {
                size::admit_form(bytes)?;
                form(bytes)
            } else {
                size::admit(bytes)?;
                fields(bytes)?
            };
            let value = Value::Object(fields);
            if let Some(seen) = seen {
                seen.note_value(&value);
            }
            let parsed = T::parse_from_json(Some(value.clone()));
            parsed.map(Self).map_err(|_| explained::<T>(&shared, &value, given == FORM).into())
        };
        aside(request, bytes, parse).await
    }
}

fn malformed(description: impl Into<String>) -> Refused {
    Refused::new(Refusal::InvalidRequest, description.into())
}

/// Parses the fields of a form. A repeated field becomes an array. No known field accepts an array, so repeating one is an error;
/// unknown fields may be repeated, for example `resource` (RFC 8707).
pub(super) fn form(bytes: &[u8]) -> Map<String, Value> {
    let mut fields = Map::new();
    for (name, value) in form_urlencoded::parse(bytes).filter(|(_, value)| !value.is_empty()) {
        match fields.get_mut(name.as_ref()) {
            Some(before) => *before = Value::Array(Vec::new()),
            None => drop(fields.insert(name.into_owned(), value.into_owned().into())),
        }
    }
    fields
}

/// The error for a known field that is repeated.
const TWICE: &str = "must be given only once";

/// Returns the refusal of a request with a repeated field.
pub(super) fn twice(name: &str) -> Refused {
    malformed(format!("{name} {TWICE}."))
}

fn fields(bytes: &[u8]) -> Result<Map<String, Value>, Refused> {
    let (value, repeated) = json::read(bytes).map_err(|_| malformed("The body is not valid JSON."))?;
    if let Some(Fault { place: Place::Body(place), .. }) = repeated.first() {
        return Err(twice(place.trim_start_matches('/')));
    }
    let Value::Object(mut fields) = value else { return Err(malformed("The body must be a JSON object.")) };
    fields.retain(|_, value| value.as_str() != Some(""));
    Ok(fields)
}

/// Returns a refusal that describes the invalid fields in one sentence.
fn explained<T: ParseFromJSON>(shared: &Shared, value: &Value, is_form: bool) -> Refused {
    let faults = shared.contract.check(&T::name(), value).err();
    let faults = faults.iter().flat_map(Error::faults).map(|fault| {
        let (Place::Body(place) | Place::Parameter(place)) = &fault.place;
        let name = place.trim_start_matches('/');
        let twice = is_form && value[name].is_array();
        format!("{name} {}", if twice { TWICE } else { &fault.detail })
    });
    let mut faults: Vec<_> = faults.collect();
    faults.dedup();
    if faults.is_empty() {
        Refusal::InvalidRequest.into()
    } else {
        malformed(format!("{}.", faults.join("; ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_fields_are_absent_and_those_that_are_there_twice_are_no_text() {
        let fields = form(b"grant_type=password&scope=&username=a+b%40c&a=1&a=&a=2&a=3");

        assert_eq!(fields.len(), 3);
        assert_eq!(fields["username"], "a b@c");
        assert!(fields["a"].is_array());
        assert_eq!(super::fields(b"[1]").unwrap_err().refusal, Refusal::InvalidRequest);
    }
}
