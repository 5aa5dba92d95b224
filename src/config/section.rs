//! Sections of the configuration: the keys of one concern, or of one part.

use std::fmt;
use std::ops::RangeInclusive;
use std::time::Duration;

use super::{ConfigError, ConfigKey, Layers};

/// Keys that are read together.
pub trait Section: Sized {
    /// The keys of the section.
    const KEYS: &'static [ConfigKey];

    /// Reads the section from the layers.
    ///
    /// # Errors
    /// At the first invalid value. The error names the key, the value, its source, and what is allowed.
    fn read(layers: &Layers) -> Result<Self, ConfigError>;
}

/// A section without the type that is read from it: its keys and a check.
#[derive(Clone, Copy)]
pub struct Settings {
    pub(super) keys: &'static [ConfigKey],
    pub(super) check: fn(&Layers) -> Result<(), ConfigError>,
}

impl Settings {
    /// A section without keys.
    pub const NONE: Self = Self { keys: &[], check: |_| Ok(()) };

    /// Returns the keys of a section.
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

/// Parses an integer in a range.
#[must_use]
pub fn whole(text: &str, range: RangeInclusive<usize>) -> Option<usize> {
    text.parse().ok().filter(|number| range.contains(number))
}

/// Parses milliseconds in a range.
#[must_use]
pub fn millis(text: &str, range: RangeInclusive<usize>) -> Option<Duration> {
    whole(text, range).and_then(|millis| u64::try_from(millis).ok()).map(Duration::from_millis)
}
