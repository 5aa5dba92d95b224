//! The speed of the disk, without which no figure of a write means anything.

use std::fs::File;
use std::os::unix::fs::FileExt as _;
use std::time::{Duration, Instant};

use crate::{Result, say};

const PAGES: u64 = 256;
const PAGE: usize = 4096;

/// Measures and prints the minimum time of a commit: to overwrite a page and sync it to disk.
pub fn measure() -> Result<()> {
    let file = tempfile::tempfile_in(env!("CARGO_TARGET_TMPDIR"))?;
    for page in 0..PAGES {
        file.write_all_at(&[1; PAGE], page * PAGE as u64)?;
    }
    file.sync_all()?;
    let mut took = (0..PAGES).map(|page| once(&file, page)).collect::<Result<Vec<_>>>()?;
    took.sort_unstable();
    let median = took.get(took.len() / 2).map_or(0, Duration::as_micros);
    say(&format!("disk: a page is written and synced in {median} µs (median of {PAGES})"))
}

fn once(file: &File, page: u64) -> Result<Duration> {
    let began = Instant::now();
    file.write_all_at(&[2; PAGE], page * PAGE as u64)?;
    file.sync_data()?;
    Ok(began.elapsed())
}
