//! The `imprint openapi --diff` command.

use std::path::Path;
use std::process::ExitCode;

use serde_json::Value;

use super::say::{fail, say};
use crate::contract::diff::{Accepted, Class, diff, markdown, text};
use crate::contract::{DEFAULT_SERVER, Profile};
use crate::routes;

/// Reports the changes, and fails if a change breaks callers and was not accepted.
pub(super) fn run(base: &Path, head: Option<&Path>, accepted: &Path, as_markdown: bool) -> ExitCode {
    let documents = read(base).and_then(|base| Ok((base, head.map_or_else(made, read)?)));
    let (base, head) = match documents {
        Ok(documents) => documents,
        Err(problem) => return fail(&problem),
    };
    // Without a list, no breaking change is accepted.
    let accepted = std::fs::read_to_string(accepted).map(|list| Accepted::read(&list)).unwrap_or_default();
    let changes = diff(&base, &head);
    let report = if as_markdown { markdown(&changes, &accepted) } else { text(&changes, &accepted) };
    say(report.trim_end());
    let breaking =
        changes.iter().filter(|change| change.class == Class::Breaking && !accepted.has(change)).count();
    match breaking {
        0 => ExitCode::SUCCESS,
        1 => fail(&"1 change breaks callers"),
        more => fail(&format!("{more} changes break callers")),
    }
}

fn read(file: &Path) -> Result<Value, String> {
    let name = file.display();
    let text = std::fs::read_to_string(file).map_err(|error| format!("{name}: {error}"))?;
    serde_yaml::from_str(&text).map_err(|error| format!("{name}: {error}"))
}

fn made() -> Result<Value, String> {
    let contract = routes::contract(DEFAULT_SERVER).map_err(|error| error.to_string())?;
    Ok(contract.document(Profile::Full))
}
