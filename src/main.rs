//! Reads the command and calls the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    imprint::cli::main()
}
