//! The command-line interface.

mod args;
mod changelog;
mod compare;
mod database;
mod keys;
mod openapi;
mod password;
mod say;
mod serve;
mod user;

use std::ffi::OsString;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};
use clap_complete::Shell;

pub use self::args::Cli;

use self::args::{Command, Sources};
use self::say::{at, fail, note, say};
use crate::config::{Config, ConfigError, hide_passwords};
use crate::db::Migrations;
use crate::error::Result;
use crate::routes::REGISTRY;
use crate::telemetry;

/// Runs the program. An error before the log is started is one line on standard error.
#[must_use]
pub fn main() -> ExitCode {
    let Cli { sources, command } = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return misread(&error),
    };
    match command {
        Some(Command::Openapi { diff: Some(base), head, accepted, format, strict, .. }) => {
            compare::run(&base, head.as_deref(), &accepted, format, strict)
        }
        Some(Command::Openapi { changelog: true, accepted, .. }) => changelog::run(&accepted),
        Some(Command::Openapi { check, profile, openapi, file, .. }) => {
            openapi::run(check, profile, openapi, &file)
        }
        Some(Command::Completions { shell }) => completions(shell),
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

/// Prints clap's output: the help, the version, or the arguments that it does not understand, which may contain a URL with a
/// password.
fn misread(error: &clap::Error) -> ExitCode {
    let text = error.to_string();
    let hidden = hide_passwords(&text);
    if hidden == text || !error.use_stderr() {
        error.exit();
    }
    // If standard error is closed, there is nobody left to tell.
    let _ = write!(std::io::stderr(), "{hidden}");
    ExitCode::from(2)
}

fn completions(shell: Shell) -> ExitCode {
    clap_complete::generate(shell, &mut Cli::command(), "imprint", &mut std::io::stdout());
    ExitCode::SUCCESS
}

fn with_config(sources: &Sources, work: impl AsyncFnOnce(Config) -> Result<()>) -> ExitCode {
    let config = match read(sources) {
        Ok(config) => config,
        Err(error) => return fail(&error),
    };
    telemetry::start(&config.log);
    if let [_, ..] = config.layers.ignored() {
        let names = config.layers.ignored().join(", ");
        tracing::warn!(variables = names, "ignored variables that Kubernetes sets for a Service");
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&error),
    };
    match runtime.block_on(work(config)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&hide_passwords(&error.reason())),
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
        let (name, value) = setting.split_once('=').ok_or(ConfigError::Setting)?;
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
    note(&format!("Database: {}", config.database.url));
    let done = Migrations::run(&config.database).await.map_err(|error| at(&config.database.url, &error))?;
    let what = if done.is_empty() { "nothing to do".to_owned() } else { done.join("\n") };
    say(&what);
    Ok(())
}
