//! The arguments after `--`.

use std::time::Duration;

use crate::Result;

/// The help.
pub const HELP: &str =
    "cargo bench --bench http -- [--seconds N] [--rounds N] [--only NAME] [--scale | --identity | --peers]

  --seconds N  how long each figure is measured in each round (2)
  --rounds N   how many rounds; the median counts (5)
  --only NAME  only figures with NAME in their name, for instance `sqlite`, `one`, `make`
  --scale      reads among a thousand and among a million books, instead
  --identity   what signing in costs, and what it costs others, instead
  --peers      writing on PostgreSQL, beside pgbench and a Fastify program, instead; needs pgbench, node and npm

IMPRINT_TEST_POSTGRES_URL names a PostgreSQL in which databases can be made; it is left out otherwise.";

/// The parsed arguments.
#[derive(Debug)]
pub struct Arguments {
    pub mode: Mode,
    pub time: Duration,
    pub rounds: usize,
    pub only: Option<String>,
}

/// The task of this process.
#[derive(Debug, PartialEq, Eq)]
pub enum Mode {
    /// Compare the program with bare servers.
    Ratios,
    /// Compare a thousand rows with a million.
    Scale,
    /// Measure signing in, and reading with a token.
    Identity,
    /// Compare writes with other programs.
    Peers,
    /// Be a bare server on this database. The benchmark starts itself in this way, with an argument that the help does not list.
    Bare(String),
    Help,
    /// Do nothing: `cargo test` also runs benchmarks, to check that they start.
    Nothing,
}

impl Arguments {
    /// Parses all arguments before anything is started.
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

    /// Returns whether a figure is requested.
    pub fn wants(&self, name: &str) -> bool {
        self.only.as_deref().is_none_or(|part| name.contains(part))
    }
}

fn within(text: &str, least: f64, most: f64) -> Result<f64> {
    Ok(text.parse::<f64>()?.clamp(least, most))
}
