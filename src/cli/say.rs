//! What the commands say to the person at the terminal.

use std::io::Write as _;
use std::process::ExitCode;

use crate::config::DatabaseUrl;
use crate::error::Error;

/// A database's failure with its address.
pub(super) fn at(url: &DatabaseUrl, error: &Error) -> Error {
    Error::internal(format!("{url}: {}", reason(error)))
}

/// Why the program could not go on, in one line. What an error says to callers over HTTP would not help here; its causes do.
pub(super) fn reason(error: &Error) -> String {
    let mut causes =
        std::iter::successors(std::error::Error::source(error), |cause| cause.source()).peekable();
    if causes.peek().is_none() {
        return error.to_string();
    }
    let mut said: Vec<String> = Vec::new();
    for cause in causes {
        let cause = cause.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
        // Some errors repeat their cause in their own words.
        if !said.iter().any(|earlier| earlier.contains(&cause)) {
            said.push(cause);
        }
    }
    said.join(": ")
}

/// Prints a line for the person at the terminal.
pub(super) fn say(line: &str) {
    // Who has closed the pipe does not read it.
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Says why the program could not do it.
pub(super) fn fail(error: &impl ToString) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "imprint: {}", error.to_string());
    ExitCode::FAILURE
}
