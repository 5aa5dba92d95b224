//! E-mail addresses and usernames, and when two of them count as the same.

use std::borrow::Cow;

use icu_casemap::CaseMapper;
use icu_properties::CodePointSetData;
use icu_properties::props::DefaultIgnorableCodePoint;
use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};
use unicode_normalization::UnicodeNormalization as _;

use super::refused::{Refused, bounded};

/// An e-mail address that a mail server can be asked for (RFC 5321, RFC 6531): a local part without quotes, `@`, and a domain
/// with a dot. Whether it receives mail can only be found out by sending mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email(pub(super) String);

impl Email {
    /// The maximum length.
    pub const MAX: usize = 254;
    /// The maximum length of the local part, in bytes (RFC 5321, 4.5.3.1.1).
    const LOCAL: usize = 64;
    /// The rules of [`Email::parse`], as far as a pattern can express them.
    pub const PATTERN: &'static str = r"^[^\x00-\x20\x7F@<>,;:.]+(\.[^\x00-\x20\x7F@<>,;:.]+)*@([^\x00-\x20\x7F@<>,;:.-]([^\x00-\x20\x7F@<>,;:.]{0,61}[^\x00-\x20\x7F@<>,;:.-])?\.)+[^\x00-\x20\x7F@<>,;:.-]([^\x00-\x20\x7F@<>,;:.]{0,61}[^\x00-\x20\x7F@<>,;:.-])?$";

    /// Parses a text.
    ///
    /// # Errors
    /// When it has another form, or the mailer could not send to it.
    pub fn parse(text: impl Into<String>) -> Result<Self, Refused> {
        let text = text.into();
        bounded(&text, 5, Self::MAX)?;
        let ignorable = CodePointSetData::new::<DefaultIgnorableCodePoint>();
        let valid = text.split_once('@').is_some_and(|(local, domain)| {
            local.len() <= Self::LOCAL
                && local.split('.').all(is_atom)
                && domain.contains('.')
                && !domain.chars().any(|char| ignorable.contains(char))
                && in_ascii(domain, DnsLength::Verify).is_some_and(|domain| !is_number(&domain))
        });
        // Compatibility forms can be longer than the original characters, and the length of an index key is limited.
        let short = key(&text).chars().count() <= Self::MAX;
        let sendable = text.parse::<lettre::Address>().is_ok();
        if valid && short && sendable { Ok(Self(text)) } else { Err(Refused("is not an e-mail address")) }
    }

    /// Returns the key that all equal addresses share.
    #[must_use]
    pub fn key(&self) -> String {
        key(&self.0)
    }

    /// Returns the address with its domain in ASCII, as in the DNS, which every mail server accepts.
    #[must_use]
    pub fn routable(&self) -> String {
        let parts = self.0.split_once('@');
        let ascii = parts.and_then(|(local, domain)| Some((local, in_ascii(domain, DnsLength::Verify)?)));
        ascii.map_or_else(|| self.0.clone(), |(local, domain)| format!("{local}@{domain}"))
    }
}

/// A name to sign in with: 3 to 40 ASCII letters, digits, dots, hyphens and underscores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Username(pub(super) String);

impl Username {
    /// The minimum length.
    pub const MIN: usize = 3;
    /// The maximum length.
    pub const MAX: usize = 40;

    /// Parses a text.
    ///
    /// # Errors
    /// When it has another form.
    pub fn parse(text: impl Into<String>) -> Result<Self, Refused> {
        let text = text.into();
        bounded(&text, Self::MIN, Self::MAX)?;
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
        if text.bytes().all(plain) { Ok(Self(text)) } else { Err(Refused("is not a username")) }
    }

    /// Returns the key that all equal usernames share.
    #[must_use]
    pub fn key(&self) -> String {
        key(&self.0)
    }
}

/// Returns the form in which names are compared: of an e-mail address, a username, or a text that can be either. No other form is
/// used.
///
/// It applies Unicode's full case folding and compatibility forms (`NFKC_Casefold` of UAX #31), and removes invisible characters
/// and surrounding spaces. The domain of an address is in ASCII (UTS #46), so `bücher.example` and `xn--bcher-kva.example` are
/// equal.
#[must_use]
pub fn key(text: &str) -> String {
    let text: String = text.nfkc().collect();
    match text.trim().split_once('@') {
        // The domain is not folded, because in a domain `ß` is a different letter than `ss`.
        Some((local, domain)) => match in_ascii(domain, DnsLength::Ignore) {
            Some(domain) => format!("{}@{domain}", folded(local).trim()),
            None => folded(&text).trim().to_owned(),
        },
        None => folded(&text).trim().to_owned(),
    }
}

/// Applies `NFKC_Casefold`. Folding can create new compositions, and these new letters to fold, so it is repeated until nothing
/// changes, which is soon.
#[must_use]
pub fn folded(text: &str) -> String {
    let ignorable = CodePointSetData::new::<DefaultIgnorableCodePoint>();
    let case = CaseMapper::new();
    let fold = |text: &str| -> String {
        let seen: String = text.nfkc().filter(|char| !ignorable.contains(*char)).collect();
        case.fold_string(&seen).nfkc().collect()
    };
    let (mut last, mut next) = (text.to_owned(), fold(text));
    for _ in 0..3 {
        if last == next {
            break;
        }
        (last, next) = (next.clone(), fold(&next));
    }
    next
}

/// Returns a domain in ASCII, as in the DNS, if it is a valid domain.
fn in_ascii(domain: &str, length: DnsLength) -> Option<Cow<'_, str>> {
    Uts46::new().to_ascii(domain.as_bytes(), AsciiDenyList::STD3, Hyphens::CheckFirstLast, length).ok()
}

/// Returns whether a domain ends in a number, which no domain name does (RFC 3696, 2). It is an IPv4 address, or similar to one.
fn is_number(domain: &str) -> bool {
    domain.rsplit('.').next().is_some_and(|label| label.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Returns whether a text is an atom, a part of the local part between dots: letters, digits and some symbols (RFC 5322, 3.2.3;
/// RFC 6531, 3.3).
fn is_atom(text: &str) -> bool {
    let ignorable = CodePointSetData::new::<DefaultIgnorableCodePoint>();
    let allowed = |char: char| {
        if char.is_ascii() {
            char.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(char)
        } else {
            !char.is_control() && !char.is_whitespace() && !ignorable.contains(char)
        }
    };
    !text.is_empty() && text.chars().all(allowed)
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
        for text in [
            "",
            "a@b",
            "a@@b.c",
            "a@b..c",
            "@b.cc",
            "a b@c.d",
            "a@b.c\r\nBcc: d@e.f",
            "<a@b.c>",
            &long,
            "a..b@c.de",
            ".a@c.de",
            "a.@c.de",
            "a@-x.org",
            "a@x-.org",
            "a@x.org.",
            "a@[127.0.0.1]",
            "a@192.0.2.1",
            "a\u{200b}b@c.de",
            "a@b\u{200b}.de",
            "a@x\u{ad}.org",
            "\"a b\"@c.de",
            "a@b_c.de",
            "a\u{a0}b@c.de",
            &format!("a@{}.de", "x".repeat(64)),
        ] {
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
    fn spellings_that_people_or_machines_take_for_the_same_have_one_key() {
        for (one, other) in [
            ("\u{ff47}race", "grace"),
            ("\u{1d420}race", "grace"),
            (" Grace ", "grace"),
            ("gr\u{ad}ace", "grace"),
            ("gr\u{200b}ace", "grace"),
            ("ΚΑΖΑΝΤΖΑΚΗΣ@example.org", "καζαντζακης@example.org"),
            ("STRASSE@example.org", "straße@example.org"),
            ("a@straße.example", "A@xn--strae-oqa.example"),
            ("a\u{ff20}example.org", "a@example.org"),
            ("a@BÜCHER.example", "a@xn--bcher-kva.example"),
            ("a@XN--BCHER-KVA.example", "a@bücher.example"),
            ("a@example\u{3002}org", "a@example.org"),
            ("e\u{301}@example.org", "É@example.org"),
        ] {
            assert_eq!(key(one), key(other), "{one} {other}");
        }
        assert_ne!(key("grace"), key("graçe"));
        assert_ne!(key("a@straße.example"), key("a@strasse.example"));
        assert_eq!(Email::parse("a@bücher.example").unwrap().routable(), "a@xn--bcher-kva.example");
    }

    proptest::proptest! {
        #[test]
        fn a_key_is_its_own_key_and_case_makes_no_difference(text in "\\PC{0,12}(@\\PC{1,8}\\.\\PC{1,4})?") {
            let own = key(&text);

            proptest::prop_assert_eq!(&key(&own), &own);
            proptest::prop_assert_eq!(key(&text.to_uppercase().to_lowercase()), key(&text.to_lowercase()));
        }

        #[test]
        fn the_mailer_takes_every_address_that_the_contract_takes(text in "[a-zäß.\u{200b}\\-\"+ ]{1,6}@[a-zäß.\u{ad}\\-_]{1,8}\\.[a-z\\-]{1,4}") {
            if let Ok(email) = Email::parse(text) {
                proptest::prop_assert!(email.as_str().parse::<lettre::Address>().is_ok());
                proptest::prop_assert!(Email::parse(email.key()).is_ok());
            }
        }
    }

    #[test]
    fn a_username_is_never_an_address() {
        for text in ["ab", "a@b.c", "mary ann", "josé", &"x".repeat(41)] {
            assert!(Username::parse(text).is_err(), "{text}");
        }
    }
}
