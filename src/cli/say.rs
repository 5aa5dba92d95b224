//! Terminal output of the commands.

use std::io::Write as _;
use std::process::ExitCode;

use crate::config::DatabaseUrl;
use crate::error::{Error, Place};

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

/// The failure with what is wrong with each field, which over HTTP stands in `errors`.
pub(super) fn told(error: Error) -> Error {
    let faults = error.faults().iter().map(|fault| match &fault.place {
        Place::Body(place) | Place::Parameter(place) => {
            format!("the {} {}", place.trim_start_matches('/'), fault.detail)
        }
    });
    let faults: Vec<_> = faults.collect();
    match faults.is_empty() {
        true if std::error::Error::source(&error).is_some() => error,
        true => Error::internal(error.detail().to_owned()),
        false => Error::internal(faults.join("; ")),
    }
}
