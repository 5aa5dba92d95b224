//! Texts that are never logged.

use std::fmt;

use super::refused::{Refused, bounded};

/// A text of `MIN` to `MAX` characters of any kind, whose debug output is `***`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret<const MIN: usize, const MAX: usize>(String);

impl<const MIN: usize, const MAX: usize> Secret<MIN, MAX> {
    /// Parses a text.
    ///
    /// # Errors
    /// When it is too short or too long.
    pub fn parse(text: impl Into<String>) -> Result<Self, Refused> {
        let text = text.into();
        bounded(&text, MIN, MAX)?;
        Ok(Self(text))
    }

    /// Wraps a text that is known to be valid: an example.
    #[must_use]
    pub(crate) fn stored(text: String) -> Self {
        Self(text)
    }

    /// Returns the text itself. Only code that hashes, compares or sends it should call this.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl<const MIN: usize, const MAX: usize> fmt::Debug for Secret<MIN, MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_not_printed() {
        assert_eq!(format!("{:?}", Secret::<1, 9>::parse("canary").unwrap()), "***");
    }
}
