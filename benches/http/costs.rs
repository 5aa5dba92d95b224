//! What the program costs when idle: memory, start time and size of the binary (P5).

use std::time::Duration;

use crate::Result;
use crate::database::{self, Database};
use crate::process::Process;
use crate::report::Spread;
use crate::standing::at_most;

/// How many starts are measured. The median counts.
const STARTS: usize = 9;
/// The time that a server gets for its work after the start, before its memory is measured.
const REST: Duration = Duration::from_millis(500);

/// Measures and prints memory, start time and size.
pub async fn measure() -> Result<()> {
    let files = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    start("sqlite", &format!("sqlite:{}", files.path().join("fresh.db").display())).await?;
    if let Some(server) = database::server()? {
        let database = Database::make(&server, "fresh", None).await?;
        start("postgres", &database.url()).await?;
    }
    let size = std::fs::metadata(env!("CARGO_BIN_EXE_imprint"))?.len();
    let size = f64::from(u32::try_from(size)?) / 1024.0 / 1024.0;
    at_most("P5 binary", size, 40.0, " MB")
}

/// The first start creates the tables and is reported separately. The other starts find them.
async fn start(side: &str, url: &str) -> Result<()> {
    let first = Process::imprint(url)?;
    let fresh = millis(first.first_answer().await?);
    first.stop()?;
    let (mut starts, mut memory) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        let server = Process::imprint(url)?;
        starts.push(millis(server.first_answer().await?));
        tokio::time::sleep(REST).await;
        memory.push(server.memory()?);
        server.stop()?;
    }
    let median = |values: Vec<f64>| Spread::of(values).map(|spread| spread.median).ok_or("no starts");
    at_most(&format!("P5 {side} idle"), median(memory)?, 30.0, " MB")?;
    at_most(&format!("P5 {side} start to first answer"), median(starts)?, 100.0, " ms")?;
    at_most(&format!("P5 {side} the same, making the tables"), fresh, 100.0, " ms")
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
