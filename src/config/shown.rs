//! Shortens values for error messages, and hides passwords in them.

use crate::text;

/// The maximum number of characters of a value that are shown.
const MOST: usize = 100;

/// Shortens a value to one line, without passwords.
pub(super) fn shown(value: &str) -> String {
    let line = value.split_whitespace().collect::<Vec<_>>().join(" ");
    text::one_line(&hide_passwords(&line), MOST)
}

/// Hides the name and the password of every URL in a text that contains both: `postgres://me:secret@host` →
/// `postgres://***@host`.
#[must_use]
pub fn hide_passwords(text: &str) -> String {
    let mut parts = text.split("://");
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|char: char| char.is_whitespace() || char == '\'').unwrap_or(part.len());
        let (address, rest) = part.split_at(end);
        shown.push_str("://");
        match address.rsplit_once('@') {
            Some((who, host)) if who.contains(':') => shown.extend(["***@", host]),
            _ => shown.push_str(address),
        }
        shown.push_str(rest);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_passwords_in_addresses_are_hidden() {
        for (text, expected) in [
            ("postgres://me:sec:r@et@host:5432/x", "postgres://***@host:5432/x"),
            ("unexpected argument 'smtp://a:b@c' found", "unexpected argument 'smtp://***@c' found"),
            ("http://x/ and https://y:z@w", "http://x/ and https://***@w"),
            ("no address: a@b, no password: postgres://a@b", "no address: a@b, no password: postgres://a@b"),
        ] {
            assert_eq!(hide_passwords(text), expected);
        }
        assert_eq!(shown(&"x\n ".repeat(9000)).chars().count(), MOST);
    }
}
