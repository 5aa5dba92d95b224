//! The commands.

mod compare;
mod keys;
mod openapi;
mod say;
mod serve;
mod user;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use self::keys::KeysCommand;
use self::say::{at, fail, say};
use self::user::UserCommand;
use crate::config::{Config, ConfigError};
use crate::contract::Profile;
use crate::db::Migrations;
use crate::error::Result;
use crate::routes::REGISTRY;
use crate::telemetry;

/// The backend of an independent publisher: one program, one contract.
#[derive(Debug, Parser)]
#[command(name = "imprint", version, after_help = "Every key of the configuration is in docs/OPERATIONS.md.")]
pub struct Cli {
    #[command(flatten)]
    sources: Sources,
    #[command(subcommand)]
    command: Option<Command>,
}

/// Where the configuration comes from: defaults, file, environment, these; the later wins.
#[derive(Debug, Args)]
struct Sources {
    /// A TOML file; `imprint.toml` is read if it is there
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Sets any key, for instance `--set http.body_limit=65536`
    #[arg(long, global = true, value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// The database, `sqlite:PATH` or `postgres://USER@HOST/DATABASE`
    #[arg(long, global = true, value_name = "URL")]
    database_url: Option<String>,
    /// Where to listen; port 0 takes any that is free
    #[arg(long, global = true, value_name = "ADDRESS:PORT")]
    bind: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Migrates the database, then serves (this is also what happens without a command)
    Serve {
        /// Serves a demonstration: real authors and books to look at, if there are none yet, and users whose passwords everybody knows
        #[arg(long)]
        demo: bool,
    },
    /// Prints the contract, made from the types
    Openapi {
        /// Compares it with openapi.yaml instead, shows the difference, and fails if there is one
        #[arg(long)]
        check: bool,
        /// The variant: `sdk` is for strict generators
        #[arg(long, value_enum, default_value_t)]
        profile: Profile,
        /// Tells what has changed since the document in this file, and fails if a change breaks callers
        #[arg(long, value_name = "BASE", conflicts_with = "check")]
        diff: Option<PathBuf>,
        /// The document to compare with BASE; what the types say unless given
        #[arg(value_name = "HEAD", requires = "diff")]
        head: Option<PathBuf>,
        /// Breaking changes that were accepted, with their reasons
        #[arg(long, default_value = "docs/contract/accepted.md", value_name = "FILE")]
        accepted: PathBuf,
        /// Writes the changes as Markdown, for a pull request
        #[arg(long, requires = "diff")]
        markdown: bool,
        /// The file to compare with
        #[arg(long, default_value = "openapi.yaml", value_name = "FILE")]
        file: PathBuf,
    },
    /// Brings the database up to date, and ends
    Migrate,
    /// Keys that sign tokens
    Keys {
        #[command(subcommand)]
        command: KeysCommand,
    },
    /// Users
    User {
        #[command(subcommand)]
        command: UserCommand,
    },
}

/// Runs the program. What goes wrong before the log runs is one line on standard error.
#[must_use]
pub fn main() -> ExitCode {
    let Cli { sources, command } = Cli::parse();
    match command {
        Some(Command::Openapi { diff: Some(base), head, accepted, markdown, .. }) => {
            compare::run(&base, head.as_deref(), &accepted, markdown)
        }
        Some(Command::Openapi { check, profile, file, .. }) => openapi::run(check, profile, &file),
        Some(Command::Migrate) => with_config(&sources, migrate),
        Some(Command::Keys { command }) => {
            with_config(&sources, async move |config| keys::run(config, command).await)
        }
        Some(Command::User { command }) => {
            with_config(&sources, async move |config| user::run(config, command).await)
        }
        Some(Command::Serve { demo }) => {
            with_config(&sources, async move |config| serve::run(config, demo).await)
        }
        None => with_config(&sources, async |config| serve::run(config, false).await),
    }
}

fn with_config(sources: &Sources, work: impl AsyncFnOnce(Config) -> Result<()>) -> ExitCode {
    let config = match read(sources) {
        Ok(config) => config,
        Err(error) => return fail(&error),
    };
    telemetry::start(&config.log);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&error),
    };
    match runtime.block_on(work(config)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error.reason()),
    }
}

fn read(sources: &Sources) -> Result<Config, ConfigError> {
    let mut layers = Config::defaults(REGISTRY.settings());
    let default = PathBuf::from("imprint.toml");
    if let Some(file) = sources.config.as_ref().or(Some(&default).filter(|file| file.exists())) {
        layers = layers.file(file)?;
    }
    let text = |(name, value): (OsString, OsString)| {
        Some((name.into_string().ok()?, value.to_string_lossy().into_owned()))
    };
    layers = layers.environment(std::env::vars_os().filter_map(text))?;
    for setting in &sources.set {
        let (name, value) = setting.split_once('=').unwrap_or((setting, ""));
        layers = layers.set(name, value.to_owned(), "--set")?;
    }
    for (name, value, flag) in
        [("database.url", &sources.database_url, "--database-url"), ("http.bind", &sources.bind, "--bind")]
    {
        if let Some(value) = value {
            layers = layers.set(name, value.clone(), flag)?;
        }
    }
    Config::read(layers, REGISTRY.settings())
}

async fn migrate(config: Config) -> Result<()> {
    let done = Migrations::run(&config.database).await.map_err(|error| at(&config.database.url, &error))?;
    let what = if done.is_empty() { "nothing to do".to_owned() } else { done.join("\n") };
    say(&what);
    Ok(())
}
