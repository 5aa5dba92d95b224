//! Texts that are never logged.

use std::fmt;

use super::refused::{Refused, bounded};

/// A text of `MIN` to `MAX` characters, of any sort, that prints as stars.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret<const MIN: usize, const MAX: usize>(String);

impl<const MIN: usize, const MAX: usize> Secret<MIN, MAX> {
    /// Checks a text.
    ///
    /// # Errors
    /// When it is too short or too long.
    pub fn parse(text: impl Into<String>) -> Result<Self, Refused> {
        let text = text.into();
        bounded(&text, MIN, MAX)?;
        Ok(Self(text))
    }

    /// A text that is known to fit: an example.
    #[must_use]
    pub(crate) fn stored(text: String) -> Self {
        Self(text)
    }

    /// The text itself. Nothing but what hashes, compares or sends it has a reason to ask.
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
