//! Sends requests on all connections for a while, and summarizes the responses.

use std::rc::Rc;
use std::time::{Duration, Instant};

use tokio::task::LocalSet;

use crate::client::Client;
use crate::requests::Requests;
use crate::{CONNECTIONS, Result};

/// The maximum number of responses. No figure needs more.
const MOST: usize = 2_000_000;

/// The result of one measurement.
#[derive(Debug, Clone, Copy)]
pub struct Sample {
    /// The number of responses.
    pub count: u32,
    /// Responses per second.
    pub rate: f64,
    /// The median response time in milliseconds.
    pub p50: f64,
    /// The 99th percentile of the response time in milliseconds.
    pub p99: f64,
}

/// The shape of the load.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// The number of connections. Each waits for its response before it sends the next request.
    pub connections: usize,
    /// The pause of each connection before its next request.
    pub rest: Duration,
}

impl Shape {
    /// As much load as the server can handle.
    pub const HARD: Self = Self { connections: CONNECTIONS, rest: Duration::ZERO };
}

/// Sends requests for `time`. A single failed request makes the measurement fail.
pub async fn load(address: &str, requests: &Rc<Requests>, shape: Shape, time: Duration) -> Result<Sample> {
    let local = LocalSet::new();
    let mut clients = Vec::new();
    for _ in 0..shape.connections {
        clients.push(Client::connect(address).await?);
    }
    let began = Instant::now();
    let tasks: Vec<_> = clients
        .into_iter()
        .map(|client| local.spawn_local(ask(client, Rc::clone(requests), shape.rest, began + time)))
        .collect();
    let mut took = Vec::new();
    let all = local.run_until(async {
        for task in tasks {
            took.append(&mut task.await??);
        }
        Result::<()>::Ok(())
    });
    // A server that hangs must not block the benchmark.
    tokio::time::timeout(time + Duration::from_secs(10), all).await.map_err(|_| "a server hangs")??;
    summary(took, began.elapsed())
}

async fn ask(mut client: Client, requests: Rc<Requests>, rest: Duration, until: Instant) -> Result<Vec<u32>> {
    let mut took = Vec::new();
    let mut began = Instant::now();
    while began < until && took.len() < MOST / CONNECTIONS {
        let request = &requests[rand::random_range(..requests.len())];
        client.ask(request).await?;
        let ended = Instant::now();
        took.push(u32::try_from((ended - began).as_micros()).unwrap_or(u32::MAX));
        began = ended;
        if !rest.is_zero() {
            tokio::time::sleep(rest).await;
            began = Instant::now();
        }
    }
    Ok(took)
}

fn summary(mut micros: Vec<u32>, time: Duration) -> Result<Sample> {
    micros.sort_unstable();
    let count = u32::try_from(micros.len())?;
    let at = |part: usize| {
        let place = (micros.len() * part / 100).min(micros.len().saturating_sub(1));
        micros.get(place).map(|micros| f64::from(*micros) / 1000.0).ok_or("no answers")
    };
    Ok(Sample { count, rate: f64::from(count) / time.as_secs_f64(), p50: at(50)?, p99: at(99)? })
}
