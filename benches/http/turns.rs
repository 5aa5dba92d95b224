//! Measures the servers in turns.

use std::rc::Rc;
use std::time::Duration;

use crate::Result;
use crate::arguments::Arguments;
use crate::load::{Sample, Shape, load};
use crate::process::Process;
use crate::requests::Requests;

/// Something to measure.
pub struct Turn<'a> {
    pub name: String,
    pub server: &'a Process,
    pub requests: Rc<Requests>,
}

/// What came of it, round by round.
#[derive(Debug)]
pub struct Figure {
    pub name: String,
    pub samples: Vec<Sample>,
    /// Processor time of the server for one answer, in microseconds: what noise of other programs hardly touches.
    pub work: Vec<f64>,
}

impl<'a> Turn<'a> {
    pub fn new(name: impl Into<String>, server: &'a Process, requests: Requests) -> Self {
        Self { name: name.into(), server, requests: Rc::new(requests) }
    }

    /// Measures it once; gives also the server's processor time for one answer.
    pub async fn take(&self, time: Duration) -> Result<(Sample, f64)> {
        let before = self.server.worked()?;
        let sample = load(&self.server.address, &self.requests, Shape::HARD, time).await;
        let sample = sample.map_err(|error| format!("{}: {error}", self.name))?;
        let worked = self.server.worked()?.saturating_sub(before);
        Ok((sample, worked.as_secs_f64() * 1e6 / f64::from(sample.count)))
    }
}

/// Measures all that is asked for, one after the other, and again.
pub async fn run(turns: Vec<Turn<'_>>, arguments: &Arguments) -> Result<Vec<Figure>> {
    let turns: Vec<_> = turns.into_iter().filter(|turn| arguments.wants(&turn.name)).collect();
    let mut figures: Vec<_> = turns
        .iter()
        .map(|turn| Figure { name: turn.name.clone(), samples: Vec::new(), work: Vec::new() })
        .collect();
    for turn in &turns {
        // Caches fill, connections to databases open, statements are prepared.
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
