//! Rejects passwords that are too easy to guess, without a network request.
//!
//! There are no composition rules. zxcvbn estimates how many guesses an attacker needs who first tries common passwords, words,
//! names, dates, keyboard patterns and what is known about the user. Its word lists are part of the crate. Words of the context
//! are also tried reversed and joined.
//!
//! A check takes milliseconds, so it runs on the hashing threads and not on the async runtime.

use zxcvbn::zxcvbn;

use crate::error::{Fault, FaultCode};
use crate::text::account;

/// The fewest characters of a password, counted after normalization.
const CHARACTERS: usize = 12;
/// The most bytes of a password, counted after normalization, so that no password takes too much work.
const BYTES: usize = 256;
/// The number of guesses that a password must withstand. zxcvbn gives its best score from 10,000,000,000 guesses on. A common
/// word with a year and some symbols (`Winter2025!2025`) comes close to that, and three unrelated words are far above it.
const GUESSES: u64 = 100_000_000_000;
/// The same for the password without the separators between its words. zxcvbn counts each separator as an extra part to guess.
const GUESSES_JOINED: u64 = 1_000_000_000;
/// The number of characters that zxcvbn reads. Its work grows with the square of the length, and a password whose first
/// characters are good enough is good.
const JUDGED: usize = 40;
/// The fewest letters and digits that a password must have besides the known words.
const OWN: usize = 5;
/// How many of the words known about a user are also tried joined to one another.
const JOINED: usize = 8;
/// Words that everybody knows about this product.
const PRODUCT: &[&str] = &["imprint", "publisher", "bookshop"];

/// Returns what is wrong with a normalised password. `known` are the texts that others know about its user.
pub(super) fn fault(password: &str, known: &[String], pointer: &str) -> Option<Fault> {
    if password.len() > BYTES {
        let detail = format!("must have at most {BYTES} bytes in UTF-8");
        return Some(Fault::body(pointer, FaultCode::TooLong, detail));
    }
    if password.chars().count() < CHARACTERS {
        let detail = format!("must have at least {CHARACTERS} characters");
        return Some(Fault::body(pointer, FaultCode::TooShort, detail));
    }
    let words = context(known);
    let texts: Vec<&str> = words.iter().map(String::as_str).collect();
    let judged: String = password.chars().take(JUDGED).collect();
    let joined: String = judged.split(|char: char| char.is_whitespace() || "-_.".contains(char)).collect();
    let easy = is_made_of(password, &texts)
        || zxcvbn(&judged, &texts).guesses() < GUESSES
        || (joined != judged && zxcvbn(&joined, &texts).guesses() < GUESSES_JOINED);
    let detail = "is too easy to guess: use more words, and none that others know about you";
    easy.then(|| Fault::body(pointer, FaultCode::TooWeak, detail))
}

/// Returns the words of the context: the product's, the user's, pairs of these joined, and all of them reversed.
fn context(known: &[String]) -> Vec<String> {
    let mut words: Vec<String> = PRODUCT.iter().map(|word| (*word).to_owned()).collect();
    let mut parts: Vec<String> = Vec::new();
    for text in known.iter().map(|text| account::folded(text)) {
        for part in text.split(|char: char| !char.is_alphanumeric()).filter(|part| part.len() > 2) {
            if !parts.iter().any(|known| known == part) {
                parts.push(part.to_owned());
            }
        }
        words.push(text);
    }
    parts.extend(PRODUCT.iter().map(|word| (*word).to_owned()));
    let first = || parts.iter().take(JOINED);
    words.extend(first().flat_map(|one| first().map(move |other| format!("{one}{other}"))));
    words.extend(parts.iter().cloned());
    let backwards: Vec<String> = words.iter().map(|word| word.chars().rev().collect()).collect();
    words.extend(backwards);
    words
}

/// Returns whether almost nothing is left when the known words are removed. zxcvbn would count each symbol between two words as
/// an extra part to guess.
fn is_made_of(password: &str, words: &[&str]) -> bool {
    let mut words = words.to_vec();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let whole = account::folded(password);
    let left = words.iter().fold(whole.clone(), |left, word| left.replace(word, " "));
    left != whole && left.chars().filter(|char| char.is_alphanumeric()).count() < OWN
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(password: &str) -> Option<FaultCode> {
        let known =
            ["marie.curie@sorbonne.example".to_owned(), "mcurie".to_owned(), "Marie Curie".to_owned()];
        fault(password, &known, "/password").map(|fault| fault.code)
    }

    #[test]
    fn common_passwords_and_words_of_the_context_are_refused() {
        for password in [
            "password1234",
            "passwordpassword",
            "P@ssw0rd1234",
            "123456789012",
            "qwertyuiop[]",
            "qwertyuiopasdf",
            "aaaaaaaaaaaaaaaa",
            "iloveyou1234",
            "imprintimprint",
            "Imprint-2026",
            "marie.curie@sorbonne.example",
            "mariecurie12",
            "MarieCurie1867",
            "mcurie-sorbonne",
            "marie-curie-1867",
            "imprint-imprint",
            "abcdefghijkl",
            "thisismypassword",
            "this is my password",
            "letmein12345!",
            "Summer2026!!!",
            "Winter-2025-!!",
            "Welcome12345!",
            "changemenow12",
            "opensesame123!",
            "hello world 123",
            "eiruc eiram 1",
            "eirucm eiram!",
            "eirucm123456",
            "curiemarie 99",
            "enobros.eiruc",
            "tnirpmi tnirpmi",
            "ｐａｓｓｗｏｒｄ１２３４５",
        ] {
            assert_eq!(code(password), Some(FaultCode::TooWeak), "{password}");
        }
    }

    #[test]
    fn others_are_taken_whatever_they_are_made_of() {
        for password in [
            "a bag of three lemons",
            "tlaloc owes jennifer",
            "häuslich, 7 Möwen",
            "kd93jf02ms8x",
            "correct horse battery staple",
            "seven gulls over the pier",
            "blue whale sings",
            "kq8#Zp2m!vL9",
            "x-7_Qa.9#kW2",
            "la casa de mi tia",
            "сорок тысяч обезьян",
            "猫は本を三冊読んだそうです",
        ] {
            assert_eq!(code(password), None, "{password}");
        }
    }

    #[test]
    fn no_more_than_the_first_forty_characters_are_judged() {
        let good = "kd93jf02ms8xq7";

        assert_eq!(code(&("a".repeat(JUDGED) + good)), Some(FaultCode::TooWeak));
        assert_eq!(code(&("a".repeat(JUDGED - good.len()) + good)), None);
    }

    #[test]
    fn the_limit_is_256_bytes() {
        let word = "kd93jf02ms8xq7";

        assert_eq!(code(&(word.to_owned() + &"é".repeat(121))), None);
        assert_eq!(code(&(word.to_owned() + &"é".repeat(122))), Some(FaultCode::TooLong));
    }
}
