//! Redirect URIs of OAuth clients: where a browser is sent back to.

use super::refused::{Refused, bounded};

/// An absolute URI without a fragment: `https`; `http` on this machine (for apps under development and on a desktop); or an app's
/// own scheme, which contains a dot (RFC 8252, 7.1). Nothing else is allowed: `javascript:` would run as code, and plain `http`
/// would show the code to everybody on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedirectUri(pub(super) String);

impl RedirectUri {
    /// The maximum length.
    pub const MAX: usize = 500;
    /// The pattern of [`RedirectUri::parse`], for the contract.
    pub const PATTERN: &'static str = r"^((https://[A-Za-z0-9.-]+|http://(localhost|127\.0\.0\.1|\[::1\]))(:[0-9]{1,5})?([/?]([A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?|[a-z][a-z0-9-]*(\.[a-z0-9-]+)+:/([A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)$";

    /// Parses a text.
    ///
    /// # Errors
    /// When it has another form.
    pub fn parse(text: impl Into<String>) -> Result<Self, Refused> {
        let text = text.into();
        bounded(&text, 1, Self::MAX)?;
        // The rest of an app's own scheme may look like a host with a port, and must then be valid as one.
        let is_uri = fluent_uri::Uri::parse(text.as_str()).is_ok();
        if is_uri && rest(&text).is_some_and(is_path) {
            Ok(Self(text))
        } else {
            Err(Refused("is not a redirect URI"))
        }
    }

    /// Returns whether a browser may be sent to `other` where this URI is registered: both are the same text, or both lead to the
    /// same place on this machine, regardless of the port. A desktop app uses any port that is free at the time (RFC 8252, 7.3;
    /// RFC 9700, 4.1.3).
    #[must_use]
    pub fn leads_to(&self, other: &Self) -> bool {
        let without_port =
            |uri: &Self| uri.loopback().map(|(host, rest)| (host, after_port(rest).map(ToOwned::to_owned)));
        self == other || without_port(self).is_some_and(|own| without_port(other) == Some(own))
    }

    /// Returns the host on this machine that it leads to, and the rest.
    fn loopback(&self) -> Option<(&'static str, &str)> {
        loopback(self.0.strip_prefix("http://")?)
    }

    /// Returns the Content-Security-Policy source for the places that this URI leads to. With `https` it covers all hosts,
    /// because an app may redirect the browser again, and some browsers check that against the policy too.
    #[must_use]
    pub fn source(&self) -> String {
        match self.0.split_once("://") {
            Some(("http", rest)) => format!("http://{}", rest.split(['/', '?']).next().unwrap_or_default()),
            _ => format!("{}:", self.0.split(':').next().unwrap_or_default()),
        }
    }

    /// Returns the URI with these parameters added to the query.
    #[must_use]
    pub fn with(&self, parameters: &[(&str, &str)]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(parameters);
        let mark = if self.0.contains('?') { '&' } else { '?' };
        format!("{}{mark}{}", self.0, query.finish())
    }
}

/// Returns the part after scheme and authority, if those are valid.
fn rest(text: &str) -> Option<&str> {
    if let Some(rest) = text.strip_prefix("https://") {
        let host = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
        let end = rest.bytes().position(|byte| !host(byte)).unwrap_or(rest.len());
        return (end > 0).then(|| after_port(&rest[end..])).flatten();
    }
    if let Some(rest) = text.strip_prefix("http://") {
        return loopback(rest).and_then(|(_, rest)| after_port(rest));
    }
    let (scheme, rest) = text.split_once(':').filter(|(_, rest)| rest.starts_with('/'))?;
    let word = |word: &str| {
        !word.is_empty() && word.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
    };
    let own = scheme.contains('.') && scheme.starts_with(|first: char| first.is_ascii_lowercase());
    (own && scheme.split('.').all(word)).then_some(rest)
}

/// Splits off a host that is this machine.
fn loopback(text: &str) -> Option<(&'static str, &str)> {
    let hosts = ["localhost", "127.0.0.1", "[::1]"].into_iter();
    hosts.map(|host| (host, text.strip_prefix(host))).find_map(|(host, rest)| Some((host, rest?)))
}

fn after_port(text: &str) -> Option<&str> {
    let Some(rest) = text.strip_prefix(':') else { return Some(text) };
    let end = rest.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len());
    (1..=5).contains(&end).then(|| &rest[end..])
}

/// Returns whether a text is empty, or a path with an optional query.
fn is_path(text: &str) -> bool {
    let mut bytes = text.bytes();
    let Some(first) = bytes.next() else { return true };
    let mut good = matches!(first, b'/' | b'?');
    while let Some(byte) = bytes.next() {
        let mut hex = || bytes.next().is_some_and(|byte| byte.is_ascii_hexdigit());
        good &= match byte {
            b'%' => hex() && hex(),
            _ => byte.is_ascii_alphanumeric() || b"._~!$&'()*+,;=:@/?-".contains(&byte),
        };
    }
    good
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &[&str] = &[
        "https://app.example/callback",
        "https://app.example:8443?from=imprint",
        "https://app.example",
        "http://127.0.0.1:4000/cb?a=%2F",
        "http://[::1]/",
        "http://localhost",
        "com.example.app:/signed-in",
        "com.example.app://signed-in",
    ];
    const BAD: &[&str] = &[
        "",
        "http://app.example/callback",
        "http://localhost.evil.example/",
        "http://127.0.0.1.evil.example/",
        "https://user@app.example/",
        "https://app.example/#fragment",
        "https:///callback",
        "https://app.example:/",
        "https://app.example:123456/",
        "https://app.example/a b",
        "https://app.example/%zz",
        "https://app.example/\r\nx: y",
        "javascript:alert(1)",
        "java.script:alert(1)",
        "app:/callback",
        "data:text/html,x",
        "/callback",
    ];

    #[test]
    fn what_could_run_or_leak_is_no_redirect_uri() {
        for text in GOOD {
            assert!(RedirectUri::parse(*text).is_ok(), "{text}");
        }
        for text in BAD {
            assert!(RedirectUri::parse(*text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_follows_an_apps_own_scheme_is_a_path_or_a_host_with_a_port() {
        assert!(RedirectUri::parse("com.example.app://host:8080/cb").is_ok());
        assert!(RedirectUri::parse("com.example.app://host:x/cb").is_err());
    }

    #[test]
    fn the_pattern_says_the_same() {
        let schema = serde_json::json!({ "type": "string", "pattern": RedirectUri::PATTERN });
        let validator = jsonschema::validator_for(&schema).unwrap();
        for (texts, good) in [(GOOD, true), (BAD, false)] {
            for text in texts {
                assert_eq!(validator.is_valid(&(*text).into()), good, "{text}");
            }
        }
    }

    #[test]
    fn parameters_are_added_to_those_that_are_there() {
        let plain = RedirectUri::parse("https://app.example/cb").unwrap();
        let more = RedirectUri::parse("https://app.example/cb?a=b").unwrap();

        assert_eq!(plain.with(&[("code", "x y&z")]), "https://app.example/cb?code=x+y%26z");
        assert_eq!(more.with(&[("state", "1")]), "https://app.example/cb?a=b&state=1");
    }

    #[test]
    fn on_this_machine_any_port_will_do_and_nothing_else_may_differ() {
        let leads = |registered: &str, given: &str| {
            RedirectUri::parse(registered).unwrap().leads_to(&RedirectUri::parse(given).unwrap())
        };

        for (registered, given) in [
            ("http://127.0.0.1/cb", "http://127.0.0.1:51004/cb"),
            ("http://127.0.0.1:4000/cb?a=b", "http://127.0.0.1/cb?a=b"),
            ("http://[::1]:1/cb", "http://[::1]:65535/cb"),
            ("http://localhost", "http://localhost:8080"),
            ("https://app.example:8443/cb", "https://app.example:8443/cb"),
            ("com.example.app:/cb", "com.example.app:/cb"),
        ] {
            assert!(leads(registered, given), "{registered} {given}");
        }
        for (registered, given) in [
            ("http://127.0.0.1/cb", "http://localhost:51004/cb"),
            ("http://127.0.0.1/cb", "http://[::1]/cb"),
            ("http://127.0.0.1/cb", "http://127.0.0.1:51004/cb/"),
            ("http://127.0.0.1/cb", "http://127.0.0.1:51004/cb?a=b"),
            ("http://127.0.0.1/cb", "http://127.0.0.1:51004/CB"),
            ("http://127.0.0.1/cb", "https://127.0.0.1:51004/cb"),
            ("https://app.example/cb", "https://app.example:8443/cb"),
            ("https://localhost/cb", "https://localhost:8443/cb"),
            ("com.example.app:/cb", "com.example.app:/cb2"),
        ] {
            assert!(!leads(registered, given), "{registered} {given}");
        }
    }

    #[test]
    fn the_policy_lets_the_browser_go_there() {
        let source = |text: &str| RedirectUri::parse(text).unwrap().source();

        assert_eq!(source("https://app.example/cb"), "https:");
        assert_eq!(source("http://127.0.0.1:4000?x"), "http://127.0.0.1:4000");
        assert_eq!(source("com.example.app:/cb"), "com.example.app:");
    }
}
