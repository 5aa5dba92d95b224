//! Sections of the configuration: the keys of one concern, or of one part.

use std::fmt;
use std::ops::RangeInclusive;
use std::time::Duration;

use super::{ConfigError, ConfigKey, Layers};

/// Keys that are read together.
pub trait Section: Sized {
    /// What can be set.
    const KEYS: &'static [ConfigKey];

    /// Reads it out of the layers.
    ///
    /// # Errors
    /// At the first value that is not allowed; the error names key, value, where it is from, and what is allowed.
    fn read(layers: &Layers) -> Result<Self, ConfigError>;
}

/// A section by its keys alone, whatever is read out of them.
#[derive(Clone, Copy)]
pub struct Settings {
    pub(super) keys: &'static [ConfigKey],
    pub(super) check: fn(&Layers) -> Result<(), ConfigError>,
}

impl Settings {
    /// Nothing can be set.
    pub const NONE: Self = Self { keys: &[], check: |_| Ok(()) };

    /// What a section lets one set.
    #[must_use]
    pub const fn of<S: Section>() -> Self {
        Self { keys: S::KEYS, check: |layers| S::read(layers).map(drop) }
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.keys.iter().map(|key| key.name)).finish()
    }
}

/// A whole number in a range.
#[must_use]
pub fn whole(text: &str, range: RangeInclusive<usize>) -> Option<usize> {
    text.parse().ok().filter(|number| range.contains(number))
}

/// Milliseconds in a range.
#[must_use]
pub fn millis(text: &str, range: RangeInclusive<usize>) -> Option<Duration> {
    whole(text, range).and_then(|millis| u64::try_from(millis).ok()).map(Duration::from_millis)
}
