//! The command-line arguments.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;

use super::keys::KeysCommand;
use super::user::UserCommand;
use crate::contract::diff::Format;
use crate::contract::{Dialect, Profile};

const EXIT_CODES: &str = "\
Exit codes of --diff:
  0  no change breaks callers, except those that were accepted
  1  a change breaks callers or generated clients
  2  BASE or HEAD cannot be read, or is not an OpenAPI 3.0 or 3.1 document
  3  with --strict: nothing breaks, but a change needs a decision";

/// The backend for independent publishers: one program, one contract.
#[derive(Debug, Parser)]
#[command(
    name = "imprint",
    version = env!("IMPRINT_VERSION"),
    after_help = "docs/OPERATIONS.md lists every key of the configuration."
)]
pub struct Cli {
    #[command(flatten)]
    pub(super) sources: Sources,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// The sources of the configuration: defaults, file, environment, and these arguments. Later sources override earlier ones.
#[derive(Debug, Args)]
#[command(next_help_heading = "Configuration")]
pub(super) struct Sources {
    /// Reads a TOML file instead of `imprint.toml` in the current folder
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Uses this database: `sqlite:PATH` or `postgres://USER@HOST/DATABASE`
    #[arg(long, global = true, value_name = "URL")]
    pub(super) database_url: Option<String>,
    /// Listens on this address: `127.0.0.1:8080`, `localhost:8080`, or `:8080` for every address of the machine
    #[arg(long, global = true, value_name = "ADDRESS:PORT")]
    pub(super) bind: Option<String>,
    /// Sets any key, for instance `--set http.body_limit=65536`; can be repeated
    #[arg(long, global = true, value_name = "KEY=VALUE")]
    pub(super) set: Vec<String>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Migrates the database and starts the server; the default command
    Serve {
        /// Serves a demonstration: loads authors and books if there are none, and users whose passwords are public
        #[arg(long)]
        demo: bool,
    },
    /// Brings the database up to date; creates it if it does not exist
    Migrate,
    /// Creates, lists and changes users
    User {
        #[command(subcommand)]
        command: UserCommand,
    },
    /// Manages the keys that sign tokens
    Keys {
        #[command(subcommand)]
        command: KeysCommand,
    },
    /// Prints the contract, or compares it
    #[command(after_help = EXIT_CODES)]
    Openapi {
        /// Prints this variant of the document
        #[arg(long, value_enum, default_value_t)]
        profile: Profile,
        /// Prints the document in this version of OpenAPI; the contract is the one in 3.0
        #[arg(long, value_enum, default_value_t)]
        openapi: Dialect,
        /// Compares the contract with a file, shows the differences, and fails if there are any
        #[arg(long)]
        check: bool,
        /// The file that `--check` compares with
        #[arg(long, default_value = "openapi.yaml", value_name = "FILE")]
        file: PathBuf,
        /// Says what has changed since this document, and what it means for callers
        #[arg(long, value_name = "BASE", conflicts_with = "check")]
        diff: Option<PathBuf>,
        /// Prints docs/contract/CHANGELOG.md with the changes since docs/contract/released.yaml, and the releases that the file lists
        #[arg(long, conflicts_with_all = ["check", "diff"])]
        changelog: bool,
        /// The document to compare with BASE; defaults to the current contract
        #[arg(value_name = "HEAD", requires = "diff")]
        head: Option<PathBuf>,
        /// The file with the accepted changes and their reasons
        #[arg(long, default_value = "docs/contract/accepted.md", value_name = "FILE")]
        accepted: PathBuf,
        /// The form of the list of changes
        #[arg(long, value_enum, default_value_t, requires = "diff")]
        format: Format,
        /// Fails also on changes of behaviour, on those that need a reviewer, and on those that the comparison has no rule for
        #[arg(long, requires = "diff")]
        strict: bool,
    },
    /// Prints a script that completes commands and options in your shell
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: Shell,
    },
}
