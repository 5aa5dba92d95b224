//! Validated values: texts and numbers with limits, ISBNs, addresses, genres. A value that exists is valid.
//!
//! Values are created by `parse` only. The contract states the same rules: `http::scalar` derives the schemas from the same
//! constants.

pub mod account;
pub mod line;
pub mod pattern;
mod redirect;
mod refused;
mod secret;

use std::fmt;

use fluent_uri::Uri;

pub use self::account::{Email, Username};
pub use self::line::{Label, Line, Prose};
pub use self::redirect::RedirectUri;
pub use self::refused::Refused;
pub use self::secret::Secret;

use self::refused::bounded;

/// A search text; an empty text matches everything.
pub type SearchText = Line<0, 200>;

/// Returns an untrusted text as one line of at most `most` characters. Characters that could start a new line or change the
/// reading direction become U+FFFD.
#[must_use]
pub fn one_line(text: &str, most: usize) -> String {
    let turns = |char: char| matches!(char, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let plain =
        |char: char| if char.is_control() || turns(char) { char::REPLACEMENT_CHARACTER } else { char };
    text.chars().take(most).map(plain).collect()
}

/// An identifier of lower-case letters and digits, with single hyphens or underscores between them (`science-fiction`), at most
/// 60 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slug(String);

impl Slug {
    /// The maximum length.
    pub const MAX: usize = 60;
    /// The pattern of [`Slug::parse`], for the contract.
    pub const PATTERN: &'static str = "^[a-z0-9]+([_-][a-z0-9]+)*$";

    /// Parses a text.
    ///
    /// # Errors
    /// When it has another form.
    pub fn parse(text: impl Into<String>) -> Result<Self, Refused> {
        let text = text.into();
        bounded(&text, 1, Self::MAX)?;
        let word = |part: &str| {
            !part.is_empty() && part.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9'))
        };
        if text.split(['-', '_']).all(word) {
            Ok(Self(text))
        } else {
            Err(Refused("is not lower-case words with hyphens or underscores between them"))
        }
    }

    /// Returns the form in which all equal spellings agree: with hyphens only.
    #[must_use]
    pub fn key(&self) -> String {
        self.0.replace('_', "-")
    }
}

/// An ISBN-13 without hyphens (ISO 2108) and with a correct check digit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Isbn(String);

impl Isbn {
    /// Parses a text.
    ///
    /// # Errors
    /// When it has another form, or the check digit is wrong.
    pub fn parse(text: impl Into<String>) -> Result<Self, Refused> {
        let text = text.into();
        let digits = text.len() == 13 && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits || !(text.starts_with("978") || text.starts_with("979")) {
            return Err(Refused("is not an ISBN of 13 digits that begins with 978 or 979"));
        }
        let weights = [1, 3].into_iter().cycle();
        let sum: u32 =
            text.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
        if sum.is_multiple_of(10) { Ok(Self(text)) } else { Err(Refused("has a wrong check digit")) }
    }
}

/// An absolute URL with `http` or `https` and a host (RFC 3986), at most 2000 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebUrl(String);

impl WebUrl {
    /// The maximum length.
    pub const MAX: usize = 2000;
    /// The pattern of [`WebUrl::parse`] for the contract, in addition to the rules of RFC 3986: there is a host.
    pub const PATTERN: &'static str = "^https?://([^/?#@]*@)?[^/?#@:][^/?#@]*([/?#]|$)";

    /// Parses a text.
    ///
    /// # Errors
    /// When it has another form.
    pub fn parse(text: impl Into<String>) -> Result<Self, Refused> {
        let text = text.into();
        bounded(&text, 1, Self::MAX)?;
        let web = text.starts_with("http://") || text.starts_with("https://");
        let host = |uri: &Uri<&str>| uri.authority().is_some_and(|authority| !authority.host().is_empty());
        let valid = web && Uri::parse(text.as_str()).is_ok_and(|uri| host(&uri));
        if valid { Ok(Self(text)) } else { Err(Refused("is not an address with http or https and a host")) }
    }
}

/// An integer from `MIN` to `MAX`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Whole<const MIN: i32, const MAX: i32>(i32);

impl<const MIN: i32, const MAX: i32> Whole<MIN, MAX> {
    /// Checks a number.
    ///
    /// # Errors
    /// When it is out of range.
    pub fn parse(number: i64) -> Result<Self, Refused> {
        match i32::try_from(number) {
            Ok(number) if (MIN..=MAX).contains(&number) => Ok(Self(number)),
            _ => Err(Refused("is out of range")),
        }
    }

    /// Wraps a number that was checked before it was stored.
    #[must_use]
    pub(crate) fn stored(number: i32) -> Self {
        Self(number)
    }

    /// Returns the number.
    #[must_use]
    pub fn get(self) -> i32 {
        self.0
    }
}

macro_rules! text {
    ($($name:ident $([$($bound:ident),*])?),*) => {$(
        impl$(<$(const $bound: usize),*>)? $name$(<$($bound),*>)? {
            /// Returns the text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Wraps a text that was checked before it was stored.
            #[must_use]
            pub(crate) fn stored(text: String) -> Self {
                Self(text)
            }

            /// Returns the text, owned.
            #[must_use]
            pub fn into_string(self) -> String {
                self.0
            }
        }

        impl$(<$(const $bound: usize),*>)? fmt::Display for $name$(<$($bound),*>)? {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

text!(Line[MIN, MAX], Label[MAX], Prose[MAX], Slug, Isbn, WebUrl, RedirectUri, Email, Username);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_foreign_text_begins_no_line() {
        assert_eq!(
            one_line("a\r\nb\u{2028}c\0\u{202e}d\u{85}e", 99),
            "a\u{fffd}\u{fffd}b\u{fffd}c\u{fffd}\u{fffd}d\u{fffd}e"
        );
        assert_eq!(one_line("äöü", 2), "äö");
    }

    #[test]
    fn an_isbn_needs_its_check_digit() {
        assert!(Isbn::parse("9780441478125").is_ok());
        assert_eq!(Isbn::parse("9780441478126"), Err(Refused("has a wrong check digit")));
        for text in ["978-0441478125", "0441478125", "9770441478125", "97804414781２5"] {
            assert!(Isbn::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_address_is_http_with_a_host() {
        assert!(WebUrl::parse("https://example.org/a?b=c").is_ok());
        for text in [
            "ftp://example.org",
            "https://",
            "https:///a",
            "https://@",
            "https://:80",
            "https://a:b@/c",
            "//example.org",
            "https://exa mple.org",
            "javascript:1",
        ] {
            assert!(WebUrl::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_slug_is_words_with_single_hyphens_or_underscores() {
        assert!(Slug::parse("science-fiction-2").is_ok());
        assert_eq!(Slug::parse("dystopian_fiction").unwrap().key(), "dystopian-fiction");
        for text in ["", "-a", "a-", "a--b", "a-_b", "_a", "A", "ä"] {
            assert!(Slug::parse(text).is_err(), "{text}");
        }
    }
}
