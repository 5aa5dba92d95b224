//! Which passwords are too easy to guess, judged without asking anybody.
//!
//! There are no rules of composition. zxcvbn estimates how many guesses somebody needs who tries common passwords, words, names,
//! dates, rows of keys and what is known about the user first; its lists are in the crate.

use zxcvbn::zxcvbn;

use crate::error::{Fault, FaultCode};
use crate::text::account;

/// Bytes at most, so that no password is a burden.
const BYTES: usize = 256;
/// Guesses that a password must withstand. zxcvbn gives its highest score from ten thousand million on; a common word with a year and some
/// signs (`Winter2025!2025`) comes close to that, three words that have nothing to do with each other are beyond a hundred times more.
const GUESSES: u64 = 100_000_000_000;
/// Letters and digits that a password must have beside what everybody knows.
const OWN: usize = 5;
/// What everybody knows about this product.
const PRODUCT: &[&str] = &["imprint", "publisher", "bookshop"];

/// What is wrong with a password; `known` are the texts that others know about its user.
pub(super) fn fault(password: &str, known: &[String], pointer: &str) -> Option<Fault> {
    if password.len() > BYTES {
        let detail = format!("must have at most {BYTES} bytes in UTF-8");
        return Some(Fault::body(pointer, FaultCode::TooLong, detail));
    }
    let mut words: Vec<String> = PRODUCT.iter().map(|word| (*word).to_owned()).collect();
    for text in known.iter().map(|text| account::key(text)) {
        let parts = text.split(|char: char| !char.is_alphanumeric()).filter(|word| word.len() > 2);
        words.extend(parts.map(ToOwned::to_owned));
        words.push(text);
    }
    words.extend(words.clone().iter().map(|word| word.chars().rev().collect()));
    let texts: Vec<&str> = words.iter().map(String::as_str).collect();
    let easy = is_made_of(password, &texts) || zxcvbn(password, &texts).guesses() < GUESSES;
    let detail = "is too easy to guess: it is common, or made of names and words that others know";
    easy.then(|| Fault::body(pointer, FaultCode::TooWeak, detail))
}

/// Whether next to nothing is left when the words are taken out. zxcvbn counts each sign between two words as a riddle of its own.
fn is_made_of(password: &str, words: &[&str]) -> bool {
    let mut words = words.to_vec();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let whole = account::key(password);
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
            "letmein12345!",
            "Summer2026!!!",
            "eiramcurie1867",
            "eiruceiram12",
            "eiruC eiraM!",
            "eiruc-marie-77",
            "M@rieCur1e!2026",
            "Tnirpmi-2026!",
            "welcometomyworld",
            "ihatemypassword",
            "Winter2025!2025",
            "monkey123monkey",
            "P@ssword2026!!",
            "trustno1trustno1",
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
            "correct horse battery staple!",
            "seven gulls over the pier",
            "Zwölf Boxkämpfer jagen Viktor",
            "xK9#mQ2$vL7p",
            "тихий дождь над рекой",
        ] {
            assert_eq!(code(password), None, "{password}");
        }
    }

    #[test]
    fn the_limit_is_256_bytes() {
        let word = "kd93jf02ms8xq7";

        assert_eq!(code(&(word.to_owned() + &"é".repeat(121))), None);
        assert_eq!(code(&(word.to_owned() + &"é".repeat(122))), Some(FaultCode::TooLong));
    }
}
