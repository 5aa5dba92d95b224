//! The `imprint openapi --changelog` command.

use std::path::Path;
use std::process::ExitCode;

use super::compare::{made, read};
use super::say::{fail, say};
use crate::contract::diff::{Accepted, changelog, diff};

const RELEASED: &str = "docs/contract/released.yaml";
const CHANGELOG: &str = "docs/contract/CHANGELOG.md";

/// Prints the changelog of the contract.
pub(super) fn run(accepted: &Path) -> ExitCode {
    let released = Path::new(RELEASED);
    // Before the first release, there is no document.
    let base = if released.exists() { read(released).map(Some) } else { Ok(None) };
    let (base, head) = match base.and_then(|base| Ok((base, made()?))) {
        Ok(documents) => documents,
        Err(problem) => return fail(&problem),
    };
    let text = |file: &Path| std::fs::read_to_string(file).unwrap_or_default();
    let accepted = Accepted::read(&text(accepted));
    let changes = base.map(|base| diff(&base, &head));
    say(changelog(&text(Path::new(CHANGELOG)), changes.as_deref(), &accepted).trim_end());
    ExitCode::SUCCESS
}
