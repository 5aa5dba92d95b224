//! The `imprint openapi --diff` command.

use std::path::Path;
use std::process::ExitCode;

use serde_json::Value;

use super::say::{fail, say};
use crate::contract::diff::{Accepted, Class, File, Format, Report, admit, diff, write};
use crate::contract::{DEFAULT_SERVER, Profile};
use crate::routes;

/// A document cannot be compared. clap uses the same code for arguments that it does not understand.
const UNREADABLE: u8 = 2;

/// The file with the current contract.
const COMMITTED: &str = "openapi.yaml";

/// Nothing breaks, but `--strict` wants a decision.
const UNDECIDED: u8 = 3;

/// Reports the changes, and fails if a change breaks callers and was not accepted.
pub(super) fn run(
    base: &Path,
    head_file: Option<&Path>,
    accepted: &Path,
    format: Format,
    strict: bool,
) -> ExitCode {
    let documents = read(base).and_then(|base| Ok((base, head_file.map_or_else(made, read)?)));
    let (base, head) = match documents {
        Ok(documents) => documents,
        Err(problem) => {
            fail(&problem);
            return ExitCode::from(UNREADABLE);
        }
    };
    // Without a list, no breaking change is accepted.
    let accepted = std::fs::read_to_string(accepted).map(|list| Accepted::read(&list)).unwrap_or_default();
    let changes = diff(&base, &head);
    // The committed file is what the types say; a gate compares them.
    let path = head_file.unwrap_or(Path::new(COMMITTED));
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let path = path.to_string_lossy();
    let report =
        Report { changes: &changes, accepted: &accepted, file: Some(File { path: &path, text: &text }) };
    say(write(report, format).trim_end());
    match (report.open(Class::fails), report.open(Class::fails_strictly)) {
        (0, undecided) if strict && undecided > 0 => {
            fail(&format!("{} a decision", counted(undecided, "needs", "need")));
            ExitCode::from(UNDECIDED)
        }
        (0, _) => ExitCode::SUCCESS,
        (breaking, _) => {
            fail(&format!("{} callers or generated clients", counted(breaking, "breaks", "break")))
        }
    }
}

fn counted(count: usize, one: &str, more: &str) -> String {
    if count == 1 { format!("1 change {one}") } else { format!("{count} changes {more}") }
}

/// Reads a document.
pub(super) fn read(file: &Path) -> Result<Value, String> {
    let name = file.display();
    let text = std::fs::read_to_string(file).map_err(|error| format!("{name}: {error}"))?;
    let document = serde_yaml::from_str(&text).map_err(|error| format!("{name}: {error}"))?;
    admit(&document).map_err(|reason| format!("{name}: {reason}"))?;
    Ok(document)
}

/// Returns the present contract.
pub(super) fn made() -> Result<Value, String> {
    let contract = routes::contract(DEFAULT_SERVER).map_err(|error| error.to_string())?;
    Ok(contract.document(Profile::Full))
}
