//! Measures the servers in turns.

use std::rc::Rc;
use std::time::Duration;

use crate::Result;
use crate::arguments::Arguments;
use crate::load::{Sample, Shape, load};
use crate::process::Process;
use crate::requests::Requests;

/// A server and its requests to measure.
pub struct Turn<'a> {
    pub name: String,
    pub server: &'a Process,
    pub requests: Rc<Requests>,
}

/// The results, round by round.
#[derive(Debug)]
pub struct Figure {
    pub name: String,
    pub samples: Vec<Sample>,
    /// The server's processor time per response, in microseconds. Other programs on the machine hardly affect it.
    pub work: Vec<f64>,
}

impl<'a> Turn<'a> {
    pub fn new(name: impl Into<String>, server: &'a Process, requests: Requests) -> Self {
        Self { name: name.into(), server, requests: Rc::new(requests) }
    }

    /// Measures once. Returns also the server's processor time per response.
    pub async fn take(&self, time: Duration) -> Result<(Sample, f64)> {
        let before = self.server.worked()?;
        let sample = load(&self.server.address, &self.requests, Shape::HARD, time).await;
        let sample = sample.map_err(|error| format!("{}: {error}", self.name))?;
        let worked = self.server.worked()?.saturating_sub(before);
        Ok((sample, worked.as_secs_f64() * 1e6 / f64::from(sample.count)))
    }
}

/// Measures everything that is requested, in turns, for several rounds.
pub async fn run(turns: Vec<Turn<'_>>, arguments: &Arguments) -> Result<Vec<Figure>> {
    let turns: Vec<_> = turns.into_iter().filter(|turn| arguments.wants(&turn.name)).collect();
    let mut figures: Vec<_> = turns
        .iter()
        .map(|turn| Figure { name: turn.name.clone(), samples: Vec::new(), work: Vec::new() })
        .collect();
    for turn in &turns {
        // Warm-up: caches fill, database connections open, statements are prepared.
        turn.take(arguments.time / 4).await?;
    }
    for round in 1..=arguments.rounds {
        crate::say(&format!("round {round} of {}", arguments.rounds))?;
        for (turn, figure) in turns.iter().zip(&mut figures) {
            let (sample, work) = turn.take(arguments.time).await?;
            figure.samples.push(sample);
            figure.work.push(work);
        }
    }
    Ok(figures)
}
