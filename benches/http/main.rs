//! What the server costs: the program beside bare poem servers that do the same work and nothing else.
//!
//! `cargo bench --bench http -- --help` lists the arguments. Every server is a process of its own, started and stopped here. All
//! of them are measured in turns (A B C, A B C, …), so that other load on the machine affects each of them alike.

mod admin;
mod arguments;
mod bare;
mod client;
mod costs;
mod database;
mod disk;
mod figures;
mod identity;
mod load;
mod peers;
mod process;
mod report;
mod requests;
mod scale;
mod seed;
mod sqlite;
mod stage;
mod standing;
mod turns;

use std::error::Error;
use std::io::Write as _;
use std::process::ExitCode;

use self::arguments::{Arguments, Mode};

/// Errors are only printed to the terminal.
type Result<T, E = Box<dyn Error + Send + Sync>> = std::result::Result<T, E>;

/// The number of connections at once. Each waits for its response before it sends the next request.
const CONNECTIONS: usize = 32;

fn main() -> ExitCode {
    let done = match Arguments::read(std::env::args().skip(1)) {
        Ok(Arguments { mode: Mode::Bare(servant), .. }) => bare::serve(&servant),
        Ok(Arguments { mode: Mode::Nothing, .. }) => {
            say("This measures; `cargo bench --bench http` runs it.")
        }
        Ok(Arguments { mode: Mode::Help, .. }) => say(arguments::HELP),
        Ok(arguments) => measure(&arguments),
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "bench: {error}");
            ExitCode::FAILURE
        }
    }
}

/// A single thread sends the requests, so that the servers get most of the machine.
fn measure(arguments: &Arguments) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        match arguments.mode {
            Mode::Scale => scale::measure(arguments).await,
            Mode::Identity => identity::measure(arguments).await,
            Mode::Peers => peers::measure(arguments).await,
            _ => figures::measure(arguments).await,
        }
    })
}

/// Prints a line immediately, even into a pipe.
fn say(line: &str) -> Result<()> {
    let mut out = std::io::stdout();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}
