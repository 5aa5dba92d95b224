//! Free texts: single-line, multi-line, and names that must have a visible character.

use icu_properties::CodePointSetData;
use icu_properties::props::{DefaultIgnorableCodePoint, WhiteSpace};

use super::refused::{Refused, bounded};

/// A line of `MIN` to `MAX` characters (Unicode scalar values) without control characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line<const MIN: usize, const MAX: usize>(pub(super) String);

/// The name of something or somebody: one line of at most `MAX` characters, at least one of which is visible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label<const MAX: usize>(pub(super) String);

/// A multi-line text of at most `MAX` characters, at least one of which is visible. Line breaks and tabs are the only control
/// characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prose<const MAX: usize>(pub(super) String);

impl<const MIN: usize, const MAX: usize> Line<MIN, MAX> {
    /// Parses a text.
    ///
    /// # Errors
    /// When it is too short, too long or has control characters.
    pub fn parse(text: impl Into<String>) -> Result<Self, Refused> {
        let text = text.into();
        bounded(&text, MIN, MAX)?;
        if text.chars().any(is_control) { Err(CONTROLS) } else { Ok(Self(text)) }
    }
}

impl<const MAX: usize> Label<MAX> {
    /// Parses a text.
    ///
    /// # Errors
    /// When it is too long, has control characters or no visible character.
    pub fn parse(text: impl Into<String>) -> Result<Self, Refused> {
        let text = text.into();
        bounded(&text, 1, MAX)?;
        if text.chars().any(is_control) { Err(CONTROLS) } else { seen(&text).map(|()| Self(text)) }
    }
}

impl<const MAX: usize> Prose<MAX> {
    /// Parses a text.
    ///
    /// # Errors
    /// When it is too long, has other control characters or no visible character.
    pub fn parse(text: impl Into<String>) -> Result<Self, Refused> {
        let text = text.into();
        bounded(&text, 1, MAX)?;
        let strange = |char: char| is_control(char) && !matches!(char, '\n' | '\r' | '\t');
        if text.chars().any(strange) { Err(CONTROLS) } else { seen(&text).map(|()| Self(text)) }
    }
}

const CONTROLS: Refused = Refused("has control characters");

fn is_control(char: char) -> bool {
    char.is_control() || matches!(char, '\u{fffe}' | '\u{ffff}')
}

/// Returns whether a character is invisible: white space, default-ignorable characters, the empty pattern of Braille, and
/// characters that no text contains.
fn is_blank(char: char) -> bool {
    let (white, ignorable) =
        (CodePointSetData::new::<WhiteSpace>(), CodePointSetData::new::<DefaultIgnorableCodePoint>());
    is_control(char) || char == '\u{2800}' || white.contains(char) || ignorable.contains(char)
}

fn seen(text: &str) -> Result<(), Refused> {
    if text.chars().all(is_blank) { Err(Refused("has no visible character")) } else { Ok(()) }
}

// The patterns name ASCII characters only. Regular expressions of several languages match bytes and would reject letters such as
// `Ł` if a class had characters beyond ASCII; others cannot parse such a class. The types reject the rest.

/// The texts that a [`Line`] accepts, as far as the contract's pattern says.
pub const LINE_PATTERN: &str = r"^[^\x00-\x1F\x7F]*$";

/// The texts that a [`Label`] accepts, as far as the contract's pattern says. The minimum length excludes the empty text.
pub const LABEL_PATTERN: &str = r"^([^\x00-\x1F\x7F]*[^\x00-\x20\x7F][^\x00-\x1F\x7F]*)?$";

/// The texts that a [`Prose`] accepts, as far as the contract's pattern says. The minimum length excludes the empty text.
pub const PROSE_PATTERN: &str =
    r"^([^\x00-\x08\x0B\x0C\x0E-\x1F\x7F]*[^\x00-\x20\x7F][^\x00-\x08\x0B\x0C\x0E-\x1F\x7F]*)?$";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_is_counted_in_characters() {
        assert!(Line::<1, 3>::parse("äöü").is_ok());
        assert_eq!(Line::<1, 3>::parse("äöüß"), Err(Refused("is too long")));
        assert_eq!(Line::<1, 3>::parse(""), Err(Refused("is too short")));
    }

    #[test]
    fn a_line_has_no_breaks_and_prose_no_nul() {
        assert!(Line::<1, 9>::parse("a\nb").is_err() && Label::<9>::parse("a\nb").is_err());
        assert!(Prose::<9>::parse("a\nb").is_ok());
        assert!(Prose::<9>::parse("a\0b").is_err());
        for char in ['\u{fffe}', '\u{ffff}'] {
            assert!(Line::<1, 9>::parse(char).is_err() && Prose::<9>::parse(format!("a{char}")).is_err());
        }
    }

    #[test]
    fn a_name_of_nothing_that_shows_is_refused() {
        for text in
            [" ", "\u{200b}", "\u{a0}\u{3000}", "\u{ad}\u{200d}\u{feff}", "\u{2800}", "\u{3164}", "\u{e0001}"]
        {
            assert_eq!(Label::<9>::parse(text), Err(Refused("has no visible character")), "{text:?}");
            assert!(Prose::<9>::parse(text).is_err(), "{text:?}");
            assert!(Line::<1, 9>::parse(text).is_ok(), "{text:?}");
        }
        assert!(Prose::<9>::parse("\n\t ").is_err());
        assert!(Label::<9>::parse(" \u{200b}a").is_ok());
    }
}
