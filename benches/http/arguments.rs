//! The arguments after `--`.

use std::time::Duration;

use crate::Result;

/// For people.
pub const HELP: &str =
    "cargo bench --bench http -- [--seconds N] [--rounds N] [--only NAME] [--scale | --identity | --peers]

  --seconds N  how long each figure is measured in each round (2)
  --rounds N   how many rounds; the median counts (5)
  --only NAME  only figures with NAME in their name, for instance `sqlite`, `one`, `make`
  --scale      reads among a thousand and among a million books, instead
  --identity   what signing in costs, and what it costs others, instead
  --peers      writing on PostgreSQL, beside pgbench and a Fastify program, instead; needs pgbench, node and npm

IMPRINT_TEST_POSTGRES_URL names a PostgreSQL in which databases can be made; it is left out otherwise.";

/// What is asked for.
#[derive(Debug)]
pub struct Arguments {
    pub mode: Mode,
    pub time: Duration,
    pub rounds: usize,
    pub only: Option<String>,
}

/// What this process is for.
#[derive(Debug, PartialEq, Eq)]
pub enum Mode {
    /// The program against bare servers.
    Ratios,
    /// A thousand rows against a million.
    Scale,
    /// Signing in, and reading with a token.
    Identity,
    /// Writing, beside others.
    Peers,
    /// To be a bare server on this database; the bench starts itself so, with an argument that is in no help.
    Bare(String),
    Help,
    /// `cargo test` runs benchmarks as well, to see whether they start.
    Nothing,
}

impl Arguments {
    /// Reads them all before anything is started.
    pub fn read(given: impl Iterator<Item = String>) -> Result<Self> {
        let mut this = Self { mode: Mode::Nothing, time: Duration::from_secs(2), rounds: 5, only: None };
        let mut given = given;
        while let Some(argument) = given.next() {
            let mut value = || given.next().ok_or(format!("{argument} needs a value"));
            match argument.as_str() {
                "--bench" if this.mode == Mode::Nothing => this.mode = Mode::Ratios,
                "--bench" => {}
                "--scale" => this.mode = Mode::Scale,
                "--identity" => this.mode = Mode::Identity,
                "--peers" => this.mode = Mode::Peers,
                "--bare" => this.mode = Mode::Bare(value()?),
                "--seconds" => this.time = Duration::try_from_secs_f64(within(&value()?, 0.1, 60.0)?)?,
                "--rounds" => this.rounds = value()?.parse::<usize>()?.clamp(1, 100),
                "--only" => this.only = Some(value()?),
                "--help" | "-h" => this.mode = Mode::Help,
                other => return Err(format!("{other} is unknown\n\n{HELP}").into()),
            }
        }
        Ok(this)
    }

    /// Whether a figure is asked for.
    pub fn wants(&self, name: &str) -> bool {
        self.only.as_deref().is_none_or(|part| name.contains(part))
    }
}

fn within(text: &str, least: f64, most: f64) -> Result<f64> {
    Ok(text.parse::<f64>()?.clamp(least, most))
}
