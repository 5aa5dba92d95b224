//! Checks the head of a request (request line and header fields) before any operation sees it.

use poem::http::{HeaderMap, HeaderValue, Version, header};

use crate::error::Code;

/// The maximum size of a head in bytes: method, path, query and header fields.
pub const LIMIT: usize = 32 * 1024;

/// Why a request is refused before it is looked at. The connection sets it, and the frame writes the response.
#[derive(Debug, Clone, Copy)]
pub struct Refused(pub Code);

/// Checks a syntactically valid head against further rules of the standard and of this server.
///
/// # Errors
/// `head_too_large` when it has more bytes than [`LIMIT`]; `request_malformed` without exactly one `Host` (RFC 9112, 3.2), with
/// one that names no host, or with more than one `Authorization` (RFC 9110, 5.3). If a field occurs twice, two programs on the
/// way could each use a different value.
pub fn admit<B>(request: &poem::http::Request<B>) -> Result<(), Code> {
    let target = request.uri().path().len() + request.uri().query().map_or(0, str::len);
    // The colon, the space and the line break.
    let field =
        |(name, value): (&header::HeaderName, &header::HeaderValue)| name.as_str().len() + value.len() + 4;
    let fields: usize = request.headers().iter().map(field).sum();
    if request.method().as_str().len() + target + fields > LIMIT {
        return Err(Code::HEAD_TOO_LARGE);
    }
    let credentials = request.headers().get_all(header::AUTHORIZATION).iter().count();
    let well_formed = one_host(request.headers(), request.version()) && credentials <= 1;
    if well_formed { Ok(()) } else { Err(Code::REQUEST_MALFORMED) }
}

fn one_host(headers: &HeaderMap, version: Version) -> bool {
    let mut hosts = headers.get_all(header::HOST).iter();
    match (hosts.next(), hosts.next()) {
        (None, _) => version < Version::HTTP_11,
        // An empty `Host` is allowed: the target then has no authority (RFC 9110, 7.2).
        (Some(host), None) => {
            host.is_empty()
                || poem::http::uri::Authority::try_from(host.as_bytes())
                    .is_ok_and(|authority| !authority.as_str().contains('@'))
        }
        (Some(_), Some(_)) => false,
    }
}

/// Header fields that are lists. Several lines of one field form a single list (RFC 9110, 5.3).
const LISTS: [header::HeaderName; 3] = [header::ACCEPT, header::IF_MATCH, header::IF_NONE_MATCH];

/// Joins each list into one line of visible ASCII, the only form that its readers understand. Entity tags may contain other
/// characters (`obs-text`). No tag that this server issued does, so a replacement character keeps such a tag from matching.
pub(crate) fn join_lists(headers: &mut HeaderMap) {
    for name in LISTS {
        let mut lines = headers.get_all(&name).iter();
        let plain = |line: &HeaderValue| line.to_str().is_ok();
        if lines.next().is_none_or(plain) && lines.next().is_none() {
            continue;
        }
        let lines: Vec<_> = headers.get_all(&name).iter().map(HeaderValue::as_bytes).collect();
        let mut joined = lines.join(&b", "[..]);
        joined.iter_mut().filter(|byte| !byte.is_ascii()).for_each(|byte| *byte = b'?');
        if let Ok(joined) = HeaderValue::from_bytes(&joined) {
            headers.insert(name, joined);
        }
    }
}

#[cfg(test)]
mod tests {
    use poem::http::Request;

    use super::*;

    fn verdict(version: Version, hosts: &[&str]) -> Result<(), Code> {
        let request = Request::builder().version(version).uri("/livez");
        let request = hosts.iter().fold(request, |request, host| request.header("host", *host));
        admit(&request.body(()).unwrap())
    }

    #[test]
    fn a_request_has_one_host() {
        for host in ["example.org", "example.org:8080", "127.0.0.1:8080", "[::1]:8080", ""] {
            assert_eq!(verdict(Version::HTTP_11, &[host]), Ok(()), "{host}");
        }
        assert_eq!(verdict(Version::HTTP_10, &[]), Ok(()));
        for hosts in [&[] as &[&str], &["a", "b"], &["a", "a"], &["a b"], &["user@a"], &["a/b"]] {
            assert_eq!(verdict(Version::HTTP_11, hosts), Err(Code::REQUEST_MALFORMED), "{hosts:?}");
        }
    }

    #[test]
    fn lines_of_a_list_are_one_list_in_ascii() {
        let mut headers = HeaderMap::new();
        headers.append("accept", HeaderValue::from_static("text/html"));
        headers.append("accept", HeaderValue::from_static("application/json"));
        headers.append("if-match", HeaderValue::from_bytes(b"\"\xe9\"").unwrap());
        headers.append("if-none-match", HeaderValue::from_static("\"1\""));

        join_lists(&mut headers);

        assert_eq!(headers["accept"], "text/html, application/json");
        assert_eq!(
            (&headers["if-match"], &headers["if-none-match"]),
            (&"\"?\"".parse().unwrap(), &"\"1\"".parse().unwrap())
        );
        assert_eq!(headers.len(), 3);
    }

    #[test]
    fn a_request_has_one_line_of_credentials_at_most() {
        let request = |lines: &[&str]| {
            let request = Request::builder().uri("/v1/me").header("host", "a");
            let request = lines.iter().fold(request, |request, line| request.header("authorization", *line));
            admit(&request.body(()).unwrap())
        };

        assert_eq!(request(&[]), Ok(()));
        assert_eq!(request(&["Bearer a"]), Ok(()));
        for lines in [&["Bearer a", "Bearer a"], &["Bearer a", "Basic YTpi"], &["", "Bearer a"]] {
            assert_eq!(request(lines), Err(Code::REQUEST_MALFORMED), "{lines:?}");
        }
    }

    #[test]
    fn a_head_is_counted_whole() {
        let request = |value: usize| {
            let fields = (0..8).fold(Request::builder().uri("/a").header("host", "a"), |request, at| {
                request.header(format!("x-{at}"), "x".repeat(value))
            });
            admit(&fields.body(()).unwrap())
        };

        assert_eq!(request(4000), Ok(()));
        assert_eq!(request(4096), Err(Code::HEAD_TOO_LARGE));
    }
}
