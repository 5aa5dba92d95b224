//! Free texts: single-line, multi-line, and names that must have a visible character.

use super::refused::{Refused, bounded};

/// Characters that no text may contain: control characters, and two noncharacters that XML and some databases reject.
const CONTROL: &str = r"\x00-\x1F\x7F-\x9F\uFFFE\uFFFF";
/// The same for multi-line texts, which may contain line breaks and tabs.
const CONTROL_BUT_BREAKS: &str = r"\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\uFFFE\uFFFF";

/// Invisible characters of the basic plane: white space (Unicode's `White_Space`), ignorable characters
/// (`Default_Ignorable_Code_Point`), the empty Braille pattern, and the characters that no text may contain. The contract's
/// patterns are built from these.
const BLANK: &[(char, char)] = &[
    ('\0', ' '),
    ('\u{7f}', '\u{a0}'),
    ('\u{ad}', '\u{ad}'),
    ('\u{34f}', '\u{34f}'),
    ('\u{61c}', '\u{61c}'),
    ('\u{115f}', '\u{1160}'),
    ('\u{1680}', '\u{1680}'),
    ('\u{17b4}', '\u{17b5}'),
    ('\u{180b}', '\u{180f}'),
    ('\u{2000}', '\u{200f}'),
    ('\u{2028}', '\u{202f}'),
    ('\u{205f}', '\u{206f}'),
    ('\u{2800}', '\u{2800}'),
    ('\u{3000}', '\u{3000}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{fe00}', '\u{fe0f}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{ffa0}', '\u{ffa0}'),
    ('\u{fff0}', '\u{fff8}'),
    ('\u{fffe}', '\u{ffff}'),
];

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

fn seen(text: &str) -> Result<(), Refused> {
    let blank = |char: char| BLANK.iter().any(|(first, last)| (*first..=*last).contains(&char));
    if text.chars().all(blank) { Err(Refused("has no visible character")) } else { Ok(()) }
}

/// Returns the pattern of a [`Line`], for the contract.
#[must_use]
pub fn line_pattern() -> String {
    format!("^[^{CONTROL}]*$")
}

/// Returns the pattern of a [`Label`], for the contract. The minimum length excludes the empty text.
#[must_use]
pub fn label_pattern() -> String {
    format!("^([^{CONTROL}]*[^{}][^{CONTROL}]*)?$", blank())
}

/// Returns the pattern of a [`Prose`], for the contract. The minimum length excludes the empty text.
#[must_use]
pub fn prose_pattern() -> String {
    format!("^([^{CONTROL_BUT_BREAKS}]*[^{}][^{CONTROL_BUT_BREAKS}]*)?$", blank())
}

fn blank() -> String {
    let code = |char: char| match u32::from(char) {
        code @ 0..=0xff => format!(r"\x{code:02X}"),
        code => format!(r"\u{code:04X}"),
    };
    let range = |(first, last): &(char, char)| {
        if first == last { code(*first) } else { format!("{}-{}", code(*first), code(*last)) }
    };
    BLANK.iter().map(range).collect()
}

#[cfg(test)]
mod tests {
    use icu_properties::CodePointSetData;
    use icu_properties::props::{DefaultIgnorableCodePoint, WhiteSpace};

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
        for text in [" ", "\u{200b}", "\u{a0}\u{3000}", "\u{ad}\u{200d}\u{feff}", "\u{2800}", "\u{3164}"] {
            assert_eq!(Label::<9>::parse(text), Err(Refused("has no visible character")), "{text:?}");
            assert!(Prose::<9>::parse(text).is_err(), "{text:?}");
            assert!(Line::<1, 9>::parse(text).is_ok(), "{text:?}");
        }
        assert!(Prose::<9>::parse("\n\t ").is_err());
        assert!(Label::<9>::parse(" \u{200b}a").is_ok());
    }

    #[test]
    fn unicode_knows_no_other_characters_of_the_basic_plane_that_show_nothing() {
        let (white, ignorable) =
            (CodePointSetData::new::<WhiteSpace>(), CodePointSetData::new::<DefaultIgnorableCodePoint>());
        for char in '\0'..='\u{ffff}' {
            let blank = char.is_control()
                || matches!(char, '\u{2800}' | '\u{fffe}' | '\u{ffff}')
                || white.contains(char)
                || ignorable.contains(char);
            assert_eq!(seen(&char.to_string()).is_err(), blank, "U+{:04X}", u32::from(char));
        }
    }
}
