//! Reads a new password.

use std::io::{BufRead as _, IsTerminal as _, stdin};

use crate::accounts::passwords::NewPassword;
use crate::error::{Error, Result};

/// Reads a new password: typed twice without echo at a terminal, or the first line of a pipe.
///
/// # Errors
/// When the two differ, nothing can be read, or it is too short or too long.
pub(super) fn ask() -> Result<NewPassword> {
    let text = if stdin().is_terminal() {
        twice(|prompt| rpassword::prompt_password(prompt).map_err(Error::internal))?
    } else {
        let mut line = String::new();
        stdin().lock().read_line(&mut line).map_err(Error::internal)?;
        line.trim_end_matches(['\r', '\n']).to_owned()
    };
    NewPassword::parse(text).map_err(|refused| Error::internal(format!("the password {refused}")))
}

/// The password is typed twice, because it is not shown.
fn twice(mut read: impl FnMut(&str) -> Result<String>) -> Result<String> {
    let (first, second) = (read("Password: ")?, read("The same again: ")?);
    if first == second {
        Ok(first)
    } else {
        Err(Error::internal("the two passwords differ; nothing was changed"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(first: &str, second: &str) -> Result<String> {
        let mut lines = [first, second].into_iter();
        twice(|_| Ok(lines.next().unwrap().to_owned()))
    }

    #[test]
    fn a_password_is_typed_twice() {
        assert_eq!(typed("a long password", "a long password").unwrap(), "a long password");
        assert!(typed("a long password", "a lnog password").is_err());
    }
}
