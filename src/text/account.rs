//! What users are called by: e-mail addresses and usernames, and when two of them are the same.

use unicode_normalization::UnicodeNormalization as _;

use super::refused::{Refused, bounded};

/// An e-mail address: something, `@`, and a domain with a dot. Whether it takes mail, only mail can tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email(pub(super) String);

impl Email {
    /// The longest.
    pub const MAX: usize = 254;
    /// What [`Email::parse`] takes, as the contract says it.
    pub const PATTERN: &'static str = r"^[^\x00-\x20\x7F-\x9F@<>,;:]{1,64}@[^\x00-\x20\x7F-\x9F@<>,;:.]+(\.[^\x00-\x20\x7F-\x9F@<>,;:.]+)+$";

    /// Checks a text.
    ///
    /// # Errors
    /// When it has another form.
    pub fn parse(text: impl Into<String>) -> Result<Self, Refused> {
        let text = text.into();
        bounded(&text, 5, Self::MAX)?;
        let plain = |part: &str| {
            let strange = |char: char| {
                char <= ' ' || char.is_control() || matches!(char, '@' | '<' | '>' | ',' | ';' | ':')
            };
            !part.is_empty() && !part.contains(strange)
        };
        let valid = text.split_once('@').is_some_and(|(local, domain)| {
            plain(local)
                && local.chars().count() <= 64
                && domain.contains('.')
                && domain.split('.').all(plain)
        });
        // Compatibility forms can be longer than what they stand for, and an index takes no key of any length.
        let short = key(&text).chars().count() <= Self::MAX;
        if valid && short { Ok(Self(text)) } else { Err(Refused("is not an e-mail address")) }
    }

    /// What it has in common with all addresses that are the same.
    #[must_use]
    pub fn key(&self) -> String {
        key(&self.0)
    }
}

/// A name to sign in with: 3 to 40 letters of ASCII, digits, dots, hyphens and underscores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Username(pub(super) String);

impl Username {
    /// The shortest.
    pub const MIN: usize = 3;
    /// The longest.
    pub const MAX: usize = 40;

    /// Checks a text.
    ///
    /// # Errors
    /// When it has another form.
    pub fn parse(text: impl Into<String>) -> Result<Self, Refused> {
        let text = text.into();
        bounded(&text, Self::MIN, Self::MAX)?;
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
        if text.bytes().all(plain) { Ok(Self(text)) } else { Err(Refused("is not a username")) }
    }

    /// What it has in common with all usernames that are the same.
    #[must_use]
    pub fn key(&self) -> String {
        key(&self.0)
    }
}

/// Lower case and compatibility forms: what is compared instead of what was written.
#[must_use]
pub fn key(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).nfkc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_domain_with_a_dot_and_nothing_that_could_end_a_header() {
        for text in ["a@b.c", "o'hara+books@mail.example.org", "josé@correo.example"] {
            assert!(Email::parse(text).is_ok(), "{text}");
        }
        let long = format!("{}@b.cc", "x".repeat(65));
        assert!(Email::parse(format!("{}@b.cc", "\u{fdfa}".repeat(64))).is_err());
        for text in
            ["", "a@b", "a@@b.c", "a@b..c", "@b.cc", "a b@c.d", "a@b.c\r\nBcc: d@e.f", "<a@b.c>", &long]
        {
            assert!(Email::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn case_and_compatibility_forms_make_no_difference() {
        assert_eq!(Email::parse("Marie@Example.ORG").unwrap().key(), "marie@example.org");
        assert_eq!(key("ＭＡＲＩＥ"), key("marie"));
        assert_eq!(Username::parse("Marie.C").unwrap().key(), "marie.c");
    }

    #[test]
    fn a_username_is_never_an_address() {
        for text in ["ab", "a@b.c", "mary ann", "josé", &"x".repeat(41)] {
            assert!(Username::parse(text).is_err(), "{text}");
        }
    }
}
