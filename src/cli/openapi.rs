//! The `imprint openapi` command.

use std::path::Path;
use std::process::ExitCode;

use similar::TextDiff;

use super::say::{fail, say};
use crate::contract::{DEFAULT_SERVER, Dialect, Profile};
use crate::routes;

/// Prints the document, or compares it with a file.
pub(super) fn run(check: bool, profile: Profile, dialect: Dialect, file: &Path) -> ExitCode {
    let made = match routes::contract(DEFAULT_SERVER) {
        Ok(contract) => contract.yaml(profile, dialect),
        Err(error) => return fail(&error),
    };
    let made = match made {
        Ok(made) => made,
        Err(error) => return fail(&error),
    };
    if !check {
        say(made.trim_end());
        return ExitCode::SUCCESS;
    }
    let kept = match std::fs::read_to_string(file) {
        Ok(kept) => kept,
        Err(error) => return fail(&format!("{}: {error}", file.display())),
    };
    if kept == made {
        say(&format!("{} is what the types say", file.display()));
        return ExitCode::SUCCESS;
    }
    let name = file.display().to_string();
    let diff = TextDiff::from_lines(&kept, &made);
    say(&diff.unified_diff().header(&name, "the types").to_string());
    fail(&format!("{name} is not what the types say; write it anew: imprint openapi > {name}"))
}
