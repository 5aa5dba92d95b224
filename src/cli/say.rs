//! Terminal output of the commands.

use std::io::Write as _;
use std::process::ExitCode;

use crate::config::DatabaseUrl;
use crate::error::{Error, Place};

/// Adds the URL of the database to its failure.
pub(super) fn at(url: &DatabaseUrl, error: &Error) -> Error {
    Error::internal(format!("{url}: {}", error.reason()))
}

/// Prints a line of the result to standard output.
pub(super) fn say(line: &str) {
    // A reader that has closed the pipe does not read the line.
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Prints a line that is not part of the result to standard error.
pub(super) fn note(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Prints why the program failed.
pub(super) fn fail(error: &impl ToString) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "imprint: {}", error.to_string());
    ExitCode::FAILURE
}

/// Returns the failure with what is wrong with each field, which HTTP responses list in `errors`.
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
