//! Text that must not be seen: passwords, tokens.

use std::fmt;

use super::{Refused, bounded};

/// `MIN` to `MAX` characters that no log and no snapshot shows.
#[derive(Clone, PartialEq, Eq)]
pub struct Hidden<const MIN: usize, const MAX: usize>(String);

impl<const MIN: usize, const MAX: usize> Hidden<MIN, MAX> {
    /// Checks a text.
    ///
    /// # Errors
    /// When it is too short or too long.
    pub fn parse(text: impl Into<String>) -> Result<Self, Refused> {
        let text = text.into();
        bounded(&text, MIN, MAX)?;
        Ok(Self(text))
    }

    /// The text itself.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl<const MIN: usize, const MAX: usize> fmt::Debug for Hidden<MIN, MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hidden(…)")
    }
}

/// Only where a body shows it: the examples of the contract.
impl<const MIN: usize, const MAX: usize> fmt::Display for Hidden<MIN, MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
