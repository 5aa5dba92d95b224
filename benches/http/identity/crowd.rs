//! Fifty clients that sign in without pause.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use tokio::task::LocalSet;

use super::people::{Person, login};
use super::same::millis;
use crate::client::Client;
use crate::requests::post_from;
use crate::{Result, report};

/// The start of a range of addresses that no other part of the benchmark uses.
const FROM: usize = 10_000;

/// The accounts of the crowd.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Crowd {
    /// Each client has its own account.
    Many,
    /// All clients use one account, from one address. The limits allow five of them at once.
    One,
}

/// The responses.
#[derive(Debug, Default)]
pub struct Got {
    /// The duration of each response in milliseconds, by status.
    took: BTreeMap<u16, Vec<f64>>,
    seconds: f64,
}

impl Got {
    /// Returns the number of responses with a status per second.
    pub fn rate(&self, status: u16) -> f64 {
        self.took.get(&status).map_or(0.0, |took| took.iter().map(|_| 1.0).sum::<f64>() / self.seconds)
    }

    /// Returns the 99th percentile of the time, in milliseconds, until a client was refused, if any were.
    pub fn refused(&self) -> Option<f64> {
        let took = self.took.iter().filter(|(status, _)| **status != 200).flat_map(|(_, took)| took);
        report::p99(took.copied())
    }
}

/// Lets each client sign in as often as it can, for `time`. From one address, the limits refuse a client before the processor
/// becomes the bottleneck.
pub async fn storm(address: &str, people: &[Person], crowd: Crowd, time: Duration) -> Result<Got> {
    let local = LocalSet::new();
    let mut clients = Vec::new();
    for number in 0..people.len() {
        let who = if crowd == Crowd::Many { number } else { 0 };
        let request = post_from(FROM + who, "/v1/auth/login", &login(&people[who].email));
        clients.push((Client::connect(address).await?, request));
    }
    let began = Instant::now();
    let tasks: Vec<_> = clients
        .into_iter()
        .map(|(client, request)| local.spawn_local(insist(client, request, began + time)))
        .collect();
    let mut got = Got::default();
    let all = local.run_until(async {
        for task in tasks {
            for (status, took) in task.await?? {
                got.took.entry(status).or_default().push(took);
            }
        }
        Result::<()>::Ok(())
    });
    // A server that hangs must not block the benchmark.
    tokio::time::timeout(time + Duration::from_secs(30), all).await.map_err(|_| "log-ins hang")??;
    got.seconds = began.elapsed().as_secs_f64();
    Ok(got)
}

async fn insist(mut client: Client, request: Vec<u8>, until: Instant) -> Result<Vec<(u16, f64)>> {
    let mut got = Vec::new();
    let mut began = Instant::now();
    while began < until {
        let (status, body) = client.exchange(&request).await?;
        if !matches!(status, 200 | 429 | 503) {
            return Err(format!("a log-in got {status}: {}", String::from_utf8_lossy(body)).into());
        }
        let ended = Instant::now();
        got.push((status, millis(ended - began)));
        began = ended;
    }
    Ok(got)
}
