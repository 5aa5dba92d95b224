//! Turns a text into words for searching and sorting.

use any_ascii::any_ascii_char;
use icu_casemap::CaseMapper;
use icu_properties::props::{DefaultIgnorableCodePoint, Script};
use icu_properties::{CodePointMapData, CodePointSetData};
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// The maximum length of a word in bytes of UTF-8: the limit for a lexeme in PostgreSQL.
const WORD: usize = 2046;

/// The maximum total length of the words of one text, in bytes. Two such texts fit into a PostgreSQL `tsvector` (1 MB).
const WORDS: usize = 500_000;

/// The number of characters of its words that a text is sorted by. The migrations use the same number in the columns that end in
/// `_key`.
const SORTED_BY: usize = 80;

/// Returns the words of a text, separated by single spaces: `"Gabriel García-Márquez"` → `"gabriel garcia marquez"`.
///
/// Words consist of letters and digits. They are folded so that spellings that people consider the same become the same:
/// compatibility decomposition (NFKD), no combining marks, Unicode's full case folding (`ß` → `ss`, final `ς` → `σ`), Latin
/// letters as ASCII (`ł` → `l`, `æ` → `ae`). Invisible characters (soft hyphens, joiners, variation selectors) are dropped and do
/// not split words. Words that are too long are cut.
#[must_use]
pub fn words(text: &str) -> String {
    let folded: String = letters(CaseMapper::new().fold_string(&plain(text)).nfkd()).collect();
    let spaced: String = folded.chars().map(|char| if char.is_alphanumeric() { char } else { ' ' }).collect();
    let mut words = String::with_capacity(spaced.len());
    for word in spaced.split_ascii_whitespace() {
        let word = cut(word, WORD);
        if words.len() + word.len() >= WORDS {
            break;
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}

/// Returns the key that words are sorted by, beside the id: their first 80 characters, as in the columns that end in `_key`.
///
/// The key always fits into an index, and a cursor stays short however long the text is.
#[must_use]
pub fn sort_key(words: &str) -> String {
    words.chars().take(SORTED_BY).collect()
}

/// Joins the words of two texts that have been through [`words`]. Either may have none.
///
/// A stray space would be an empty word in PostgreSQL, which then rejects the row. Statements join columns in the same way, with
/// [`trim()`](super::trim()).
#[must_use]
pub fn joined(one: &str, other: &str) -> String {
    format!("{one} {other}").trim().to_owned()
}

/// Returns the decomposed text, with Latin letters as ASCII.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for char in letters(text.nfkd()) {
        match ascii(char) {
            Some(ascii) => plain.push_str(ascii),
            None => plain.push(char),
        }
    }
    plain
}

/// Removes combining marks and invisible characters.
fn letters(text: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    let ignorable = CodePointSetData::new::<DefaultIgnorableCodePoint>();
    text.filter(move |char| char.is_ascii() || !(is_combining_mark(*char) || ignorable.contains(*char)))
}

/// Returns a Latin letter in ASCII letters, if there is a form and it is not ASCII already.
fn ascii(char: char) -> Option<&'static str> {
    // Letters in squares and circles (🅰) have no decomposition and belong to no script.
    let latin = !char.is_ascii()
        && (matches!(char, '\u{1f130}'..='\u{1f189}')
            || CodePointMapData::<Script>::new().get(char) == Script::Latin);
    let letters = if latin { any_ascii_char(char) } else { "" };
    (!letters.is_empty() && letters.bytes().all(|byte| byte.is_ascii_alphanumeric())).then_some(letters)
}

/// Returns the longest prefix of a text that has at most `most` bytes.
fn cut(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    &text[..end.unwrap_or_default()]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_are_lower_case_and_without_accents_or_signs() {
        for (text, expected) in [
            ("  Gabriel GARCÍA-Márquez: «100 años», I/II ", "gabriel garcia marquez 100 anos i ii"),
            ("ﬁn'amor \0\" OR *", "fin amor or"),
            (
                "Łódź Øresund Đorđe STRASSE straße ẞ Æsir œuvre Þórr ı İ",
                "lodz oresund dorde strasse strasse ss aesir oeuvre thorr i i",
            ),
            ("ΚΑΖΑΝΤΖΑΚΗΣ Καζαντζάκης", "καζαντζακησ καζαντζακησ"),
            ("co\u{ad}operate نامه\u{200c}ها a\u{2060}b ❤\u{fe0f}", "cooperate نامهها ab"),
            ("a🅱b 🅰 ＡＢＣ ²", "abb a abc 2"),
            ("🦄 ?! \u{301}", ""),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn a_word_has_no_more_bytes_than_a_lexeme_and_a_key_no_more_characters_than_the_column() {
        let long = words(&"㌖".repeat(200));

        assert!(long.len() <= WORD && long.len() > WORD - 4);
        assert_eq!(sort_key(&long).chars().count(), SORTED_BY);
        assert!(words(&"ab ".repeat(WORDS)).len() <= WORDS);
    }

    proptest! {
        #[test]
        fn words_of_words_are_the_same_words(text in "\\PC{0,40}") {
            let once = words(&text);

            prop_assert_eq!(words(&once), once.clone());
            prop_assert!(once.split(' ').all(|word| once.is_empty() || (!word.is_empty() && word.len() <= WORD)));
        }
    }
}
