//! What the commands say to the person at the terminal.

use std::io::Write as _;
use std::process::ExitCode;

use crate::config::DatabaseUrl;
use crate::error::Error;

/// A database's failure with its address.
pub(super) fn at(url: &DatabaseUrl, error: &Error) -> Error {
    Error::internal(format!("{url}: {}", error.reason()))
}

/// Prints a line for the person at the terminal.
pub(super) fn say(line: &str) {
    // Who has closed the pipe does not read it.
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Tells the person at the terminal something that is no part of the result.
pub(super) fn note(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Says why the program could not do it.
pub(super) fn fail(error: &impl ToString) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "imprint: {}", error.to_string());
    ExitCode::FAILURE
}
