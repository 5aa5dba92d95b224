//! Refusals of requests that hyper cannot parse. hyper answers them with an empty body; this module replaces that response with a
//! Problem.

use std::fmt::Write as _;

use futures_util::FutureExt as _;
use poem::http::Method;
use poem::{Endpoint, Request, Response};

use crate::clock::Instant;
use crate::error::Code;
use crate::http::head::Refused;

/// The longest head that hyper writes by itself. The project's own are longer.
const SHORT: usize = 256;

/// Returns why hyper refused a head, if these bytes are its response to one. No other response looks like this, because each has
/// a request id.
pub(super) fn reason(written: &[u8]) -> Option<Code> {
    if written.len() > SHORT || !written.starts_with(b"HTTP/1.") {
        return None;
    }
    let text = std::str::from_utf8(written).ok()?.strip_suffix("\r\n\r\n")?;
    let mut lines = text.split("\r\n");
    let status = lines.next()?.get(9..12)?;
    let own = |line: &str| {
        ["connection", "content-length", "date"].iter().any(|name| {
            line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
                && line[name.len()..].starts_with(':')
        })
    };
    match status {
        _ if !lines.all(own) => None,
        "400" => Some(Code::REQUEST_MALFORMED),
        "414" | "431" => Some(Code::HEAD_TOO_LARGE),
        _ => None,
    }
}

/// Returns the endpoint's response to a request that cannot be parsed, as bytes of HTTP. The connection is closed after it.
pub(super) fn bytes<E: Endpoint<Output = Response>>(
    endpoint: &E,
    code: Code,
    now: Instant,
) -> Option<Vec<u8>> {
    // The method is unknown, and GET would be a guess.
    let mut request = Request::builder().method(Method::from_bytes(b"-").ok()?).finish();
    request.set_data(Refused(code));
    // Nothing waits here, because the frame refuses the request immediately.
    let response = endpoint.get_response(request).now_or_never()?;
    let status = response.status();
    let mut head =
        format!("HTTP/1.1 {} {}\r\n", status.as_u16(), status.canonical_reason().unwrap_or_default());
    for (name, value) in response.headers() {
        let _ = write!(head, "{name}: {}\r\n", value.to_str().ok()?);
    }
    let body = response.into_body().into_bytes().now_or_never()?.ok()?;
    let _ = write!(head, "date: {}\r\nconnection: close\r\n", now.http_date());
    let _ = write!(head, "content-length: {}\r\n\r\n", body.len());
    Some([head.as_bytes(), &body].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hypers_own_refusals_are_recognised() {
        let refusal = |status: &str, more: &str| {
            format!(
                "HTTP/1.1 {status}\r\n{more}content-length: 0\r\ndate: Wed, 25 Nov 2026 11:00:00 GMT\r\n\r\n"
            )
        };

        assert_eq!(
            reason(refusal("400 Bad Request", "connection: close\r\n").as_bytes()),
            Some(Code::REQUEST_MALFORMED)
        );
        let large = refusal("431 Request Header Fields Too Large", "connection: close\r\n");
        assert_eq!(reason(large.as_bytes()), Some(Code::HEAD_TOO_LARGE));
        for other in [
            refusal("400 Bad Request", "x-request-id: 1\r\n"),
            refusal("204 No Content", ""),
            "HTTP/1.1 400".to_owned(),
            "a text".to_owned(),
        ] {
            assert_eq!(reason(other.as_bytes()), None, "{other}");
        }
    }
}
