//! What a crowd of sign-ins leaves for other requests, and what the crowd itself achieves: S8.

use std::rc::Rc;
use std::time::Duration;

use super::crowd::{Crowd, Got, storm};
use super::people::Person;
use crate::arguments::Arguments;
use crate::load::{Sample, Shape, load};
use crate::report::Spread;
use crate::requests::{Requests, each, get};
use crate::stage::Side;
use crate::standing::at_most;
use crate::{Result, say};

/// Readers that leave most of the machine free, like typical users of a server: eight of them, with about 700 requests per
/// second.
const CALM: Shape = Shape { connections: 8, rest: Duration::from_millis(10) };
/// The cases: who reads and who signs in.
const CASES: [(&str, Option<Shape>, Option<Crowd>); 6] = [
    ("calm", Some(CALM), None),
    ("calm, crowd", Some(CALM), Some(Crowd::Many)),
    ("calm, crowd of one", Some(CALM), Some(Crowd::One)),
    ("hard", Some(Shape::HARD), None),
    ("hard, crowd", Some(Shape::HARD), Some(Crowd::Many)),
    ("crowd alone", None, Some(Crowd::Many)),
];
/// The list is requested as often as all books together. A sign-in takes a quarter of a second, so a turn has to be long.
const LIST: &str = "/v1/books?limit=20";
const TURN: u32 = 2;

struct Outcome {
    reads: Option<Sample>,
    crowd: Option<Got>,
}

/// Measures all cases in turns, on both databases.
pub async fn measure(peopled: &[(&Side, Vec<Person>)], arguments: &Arguments) -> Result<()> {
    let mut outcomes: Vec<(String, Vec<Outcome>)> = Vec::new();
    for round in 0..=arguments.rounds {
        if round > 0 {
            say(&format!("round {round} of {}", arguments.rounds))?;
        }
        for (side, people) in peopled {
            let mut requests = each("/v1/books", &side.seed.books);
            requests.extend(vec![get(LIST); requests.len()]);
            let requests = Rc::new(requests);
            for (case, reads, crowd) in CASES {
                let name = format!("{} {case}", side.name);
                let outcome = take(side, people, &requests, (reads, crowd), arguments.time * TURN).await;
                let outcome = outcome.map_err(|error| format!("{name}: {error}"))?;
                match outcomes.iter_mut().find(|(other, _)| *other == name) {
                    Some((_, all)) => all.push(outcome),
                    // The first round is for warming up.
                    None => outcomes.push((name, Vec::new())),
                }
            }
        }
    }
    tell(&outcomes)
}

async fn take(
    side: &Side,
    people: &[Person],
    requests: &Rc<Requests>,
    (reads, crowd): (Option<Shape>, Option<Crowd>),
    time: Duration,
) -> Result<Outcome> {
    let address = &side.writing.address;
    let read = async {
        match reads {
            Some(shape) => load(address, requests, shape, time).await.map(Some),
            None => Ok(None),
        }
    };
    let sign_in = async {
        match crowd {
            Some(crowd) => storm(address, people, crowd, time).await.map(Some),
            None => Ok(None),
        }
    };
    let (reads, crowd) = tokio::join!(read, sign_in);
    Ok(Outcome { reads: reads?, crowd: crowd? })
}

fn tell(outcomes: &[(String, Vec<Outcome>)]) -> Result<()> {
    say(
        "\n| readers, crowd | reads/s | p50 ms | p99 ms | min–max | log-ins/s | 503/s | 429/s | refused p99 ms | max |",
    )?;
    say("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|")?;
    for (name, all) in outcomes {
        let reads =
            |of: fn(&Sample) -> f64| Spread::of(all.iter().filter_map(|one| one.reads.as_ref()).map(of));
        let crowd =
            |status| Spread::of(all.iter().filter_map(|one| one.crowd.as_ref()).map(|got| got.rate(status)));
        let refused = Spread::of(all.iter().filter_map(|one| one.crowd.as_ref()?.refused()));
        let cell = |spread: Option<Spread>, digits| {
            spread.map_or_else(String::new, |spread| format!("{:.digits$}", spread.median))
        };
        let p99 = reads(|sample| sample.p99);
        let range = p99.map_or_else(String::new, |p99| format!("{:.2}–{:.2}", p99.min, p99.max));
        say(&format!(
            "| {name} | {} | {} | {} | {range} | {} | {} | {} | {} | {} |",
            cell(reads(|sample| sample.rate), 0),
            cell(reads(|sample| sample.p50), 2),
            cell(p99, 2),
            cell(crowd(200), 1),
            cell(crowd(503), 0),
            cell(crowd(429), 0),
            cell(refused, 1),
            refused.map_or_else(String::new, |refused| format!("{:.1}", refused.max)),
        ))?;
    }
    say("")?;
    for (name, all) in outcomes.iter().filter(|(name, _)| name.contains("crowd")) {
        if let Some(p99) = Spread::of(all.iter().filter_map(|one| Some(one.reads?.p99))) {
            at_most(&format!("S8 {name}: reads"), p99.median, 50.0, " ms")?;
        }
        if let Some(refused) = Spread::of(all.iter().filter_map(|one| one.crowd.as_ref()?.refused())) {
            at_most(&format!("S8 {name}: refused"), refused.median, 100.0, " ms")?;
        }
    }
    Ok(())
}
