//! `POST /v1/books` on PostgreSQL beside other programs that write the same rows: pgbench with one statement and no server, and a
//! Fastify program (`benches/peers`). Each has a copy of the same filled database, and they are measured in turns.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::arguments::Arguments;
use crate::database::{self, Database};
use crate::process::Process;
use crate::report::Spread;
use crate::requests::{Requests, books};
use crate::seed::{Seed, seed};
use crate::turns::Turn;
use crate::{CONNECTIONS, Result, admin, say, standing};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/peers");

/// Measures and prints the rates, and the program's rate relative to the others.
pub async fn measure(arguments: &Arguments) -> Result<()> {
    let server = database::server()?.ok_or("--peers needs a PostgreSQL")?;
    let own = Database::make(&server, "own", None).await?;
    let seed = filled(&own).await?;
    let (theirs, bare) = (
        Database::make(&server, "fastify", Some(&own)).await?,
        Database::make(&server, "pgbench", Some(&own)).await?,
    );
    let script = script(&seed)?;
    let (imprint, fastify) = (Process::imprint(&own.url())?, Process::node(&installed()?, &theirs.url())?);
    let token = admin::sign_in(&imprint.address).await?;
    let asked = |token: Option<&str>| -> Requests { books("/v1/books", token, &seed.authors) };
    let turns =
        [Turn::new("imprint", &imprint, asked(Some(&token))), Turn::new("fastify", &fastify, asked(None))];

    let mut rates: [Vec<f64>; 3] = Default::default();
    for round in 0..=arguments.rounds {
        // The first round fills caches and prepares statements, and is not counted.
        let time = if round == 0 { arguments.time / 4 } else { arguments.time };
        let mut took = Vec::new();
        for turn in &turns {
            took.push(turn.take(time).await?.0.rate);
        }
        took.push(pgbench(&script, &bare, time.max(Duration::from_secs(1)))?);
        if round > 0 {
            say(&format!(
                "round {round} of {}: {:.0} {:.0} {:.0}",
                arguments.rounds, took[0], took[1], took[2]
            ))?;
            rates.iter_mut().zip(took).for_each(|(all, rate)| all.push(rate));
        }
    }
    print(&rates)
}

fn print(rates: &[Vec<f64>; 3]) -> Result<()> {
    say("\n| who writes a book | a second | min–max | ours to it |")?;
    say("|---|--:|--:|--:|")?;
    let [ours, _, _] = rates;
    let mut ratios = Vec::new();
    for (name, rates) in ["imprint", "fastify", "pgbench"].into_iter().zip(rates) {
        let spread = Spread::of(rates.iter().copied()).ok_or("no rounds")?;
        let ratio =
            Spread::of(ours.iter().zip(rates).map(|(ours, theirs)| ours / theirs)).ok_or("no rounds")?;
        let Spread { median, min, max } = spread;
        say(&format!(
            "| {name} | {median:.0} | {min:.0}–{max:.0} | {:.2} ({:.2}–{:.2}) |",
            ratio.median, ratio.min, ratio.max
        ))?;
        ratios.push(ratio.median);
    }
    say("")?;
    standing::at_least("to Fastify", ratios[1], 1.0)?;
    standing::at_least("to pgbench", ratios[2], 0.8)
}

/// Fills a database, and leaves no connection to it open.
async fn filled(database: &Database) -> Result<Seed> {
    admin::make(&database.url())?;
    let process = Process::imprint(&database.url())?;
    let seed = seed(&process.address).await?;
    process.stop()?;
    database.run("VACUUM ANALYZE").await?;
    Ok(seed)
}

/// Writes the script of pgbench, which chooses among the existing authors.
fn script(seed: &Seed) -> Result<PathBuf> {
    let ids: Vec<_> = seed.authors.iter().map(|id| format!("'{id}'")).collect();
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("insert.sql");
    let author = format!("(ARRAY[{}]::uuid[])[:number]", ids.join(","));
    let text = fs::read_to_string(format!("{FOLDER}/insert.sql"))?.replace(":author", &author);
    fs::write(&file, format!("\\set number random(1, {})\n{text}", ids.len()))?;
    Ok(file)
}

/// Returns the folder of the Fastify program, with the packages that its lock file pins.
fn installed() -> Result<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("peers");
    fs::create_dir_all(&folder)?;
    for file in ["package.json", "package-lock.json", "server.js"] {
        fs::copy(Path::new(FOLDER).join(file), folder.join(file))?;
    }
    let install = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"];
    let done = Command::new("npm").args(install).current_dir(&folder).status()?;
    if done.success() { Ok(folder) } else { Err("npm could not install benches/peers".into()) }
}

/// Returns the transactions per second.
fn pgbench(script: &Path, database: &Database, time: Duration) -> Result<f64> {
    let (clients, time) = (CONNECTIONS.to_string(), time.as_secs().to_string());
    let out = Command::new("pgbench")
        .args(["-n", "-M", "prepared", "-j", "1", "-c", &clients, "-T", &time, "-f"])
        .args([script.as_os_str(), database.url().as_ref()])
        .output()?;
    let text = String::from_utf8_lossy(&out.stdout);
    let rate = text.lines().find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
    rate.ok_or_else(|| format!("pgbench: {text}{}", String::from_utf8_lossy(&out.stderr)).into())
}
