//! Tells callers that they use something deprecated: `Deprecation` (RFC 9745), `Sunset` (RFC 8594), `Link` with
//! `rel="deprecation"`, and a log line that names the caller.

use std::sync::{Arc, Mutex, PoisonError};

use poem::http::{HeaderName, HeaderValue, header};
use poem::{Request, Response};
use quick_cache::sync::Cache;
use serde_json::Value;

use super::{Shared, origin};
use crate::clock::Date;
use crate::contract::{Deprecation, Use, size};
use crate::origin::Origin;

const DEPRECATION: HeaderName = HeaderName::from_static("deprecation");
const SUNSET: HeaderName = HeaderName::from_static("sunset");

/// A request to an operation that has something deprecated.
#[derive(Debug)]
pub(super) struct Watch {
    used: Use,
    body: Arc<Seen>,
    origin: Origin,
}

/// The deprecated fields that a body was seen to use. Extractors fill it in.
#[derive(Debug, Default)]
pub(crate) struct Seen(Mutex<Vec<Deprecation>>, Vec<crate::contract::DeprecatedField>);

impl Seen {
    /// Returns the collector for the request's body, if the body can contain anything deprecated.
    pub(crate) fn of(request: &Request) -> Option<Arc<Self>> {
        request.data::<Arc<Self>>().cloned()
    }

    /// Records the deprecated fields of a body, if it is JSON.
    pub(super) fn note(&self, body: &[u8]) {
        if size::admit(body).is_ok()
            && let Ok(body) = serde_json::from_slice::<Value>(body)
        {
            self.note_value(&body);
        }
    }

    /// Records the deprecated fields of a body that was not sent as JSON.
    pub(crate) fn note_value(&self, body: &Value) {
        let used = self.1.iter().filter_map(|field| field.used_by(body).cloned());
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for one in used {
            if !noted.contains(&one) {
                noted.push(one);
            }
        }
    }
}

/// The uses of deprecated things that were logged already, so that the log has one line for each use and not one for every
/// request.
#[derive(Debug)]
pub(super) struct Told(Cache<String, ()>);

impl Told {
    /// How many uses are remembered. The log may repeat those that were forgotten.
    const MOST: usize = 1000;

    /// Returns whether this is the first use from a network, as far as is remembered.
    fn first(&self, operation: &str, what: &str, network: &str) -> bool {
        let key = format!("{operation} {what} {network}");
        let first = self.0.get(&key).is_none();
        if first {
            self.0.insert(key, ());
        }
        first
    }
}

impl Default for Told {
    fn default() -> Self {
        Self(Cache::new(Self::MOST))
    }
}

impl Watch {
    /// Inspects a request before it is handled.
    pub(super) fn of(shared: &Shared, request: &mut Request) -> Option<Self> {
        let used = shared.contract.deprecated(request)?;
        let body = Arc::new(Seen(Mutex::default(), used.body.clone()));
        if !used.body.is_empty() {
            request.set_data(Arc::clone(&body));
        }
        let origin = origin::of(request, &shared.http.trusted_proxies);
        Some(Self { used, body, origin })
    }

    /// Tells the caller in the response, and the publisher in the log.
    pub(super) fn tell(self, shared: &Shared, told: &Told, answer: &mut Response) {
        let Self { used: Use { operation, page, mut used, body: _, answer: shown }, body, origin } = self;
        let address = origin.address.map(|address| address.to_string()).unwrap_or_default();
        used.append(&mut body.0.lock().unwrap_or_else(PoisonError::into_inner));
        let what: Vec<_> = used.iter().map(|one| one.what.as_str()).collect();
        let what = what.join(", ");
        if let Some(since) = used.iter().map(|one| one.since).min()
            && told.first(&operation, &what, &origin.network())
        {
            let sunset = used.iter().filter_map(|one| one.sunset).min();
            let sunset = sunset.map(|date| date.to_string()).unwrap_or_default();
            tracing::warn!(
                deprecated.operation = operation, deprecated.what = what, deprecated.since = %since,
                deprecated.sunset = sunset, client.address = address, client.agent = origin.agent,
                "a caller uses a deprecated feature"
            );
        }
        if answer.status().is_success() {
            used.extend(shown);
        }
        let Some(since) = used.iter().map(|one| one.since).min() else { return };
        let sunset = used.iter().filter_map(|one| one.sunset).min();
        let link = format!("<{}>; rel=\"deprecation\"; type=\"text/html\"", shared.link(&page));
        let fields = [
            (DEPRECATION, Some(seconds(since))),
            (SUNSET, sunset.map(http_date)),
            (header::LINK, Some(link)),
        ];
        for (name, value) in fields {
            // Appended, because the response of a list already has a `Link`.
            if let Some(value) = value.and_then(|value| HeaderValue::from_str(&value).ok()) {
                answer.headers_mut().append(name, value);
            }
        }
    }
}

/// Formats a date as a structured field (RFC 9651): seconds since 1970, at the start of the day in UTC.
fn seconds(date: Date) -> String {
    let days = date.civil().since(jiff::civil::date(1970, 1, 1)).map_or(0, |span| span.get_days());
    format!("@{}", i64::from(days) * 86_400)
}

/// Formats a date as an HTTP date (RFC 9110): the start of the day in UTC.
fn http_date(date: Date) -> String {
    date.civil().strftime("%a, %d %b %Y 00:00:00 GMT").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_their_fields_have_them() {
        let date: Date = "2026-11-01".parse().unwrap();

        assert_eq!(seconds(date), "@1793491200");
        assert_eq!(http_date(date), "Sun, 01 Nov 2026 00:00:00 GMT");
    }
}
