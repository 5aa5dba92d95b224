//! Whether response times reveal who has an account: S7. Known and unknown accounts take turns.

use std::time::{Duration, Instant};

use super::people::{Person, login_with};
use crate::client::Client;
use crate::report::Spread;
use crate::requests::post_from;
use crate::stage::Side;
use crate::{Result, say};

/// The start of a range of addresses that no other part of the benchmark uses.
const FROM: usize = 1000;
/// How many sign-ins are compared. Each takes a quarter of a second.
const LOGINS: usize = 25;
/// How many resets are requested for one account. A sixth would be refused.
const RESETS: usize = 5;

/// Pairs of durations in milliseconds: for a known and for an unknown account.
#[derive(Debug, Default)]
pub struct Pairs(Vec<(f64, f64)>);

impl Pairs {
    pub fn push(&mut self, known: f64, unknown: f64) {
        self.0.push((known, unknown));
    }

    /// Prints the medians, and the median ratio of known to unknown.
    pub fn tell(&self, name: &str) -> Result<()> {
        let known = Spread::of(self.0.iter().map(|(known, _)| *known)).ok_or("no pairs")?.median;
        let unknown = Spread::of(self.0.iter().map(|(_, unknown)| *unknown)).ok_or("no pairs")?.median;
        let ratio = Spread::of(self.0.iter().map(|(known, unknown)| known / unknown)).ok_or("no pairs")?;
        say(&format!("{name} known {known:.2} ms, unknown {unknown:.2} ms, ratio {:.2}", ratio.median))
    }
}

/// Measures sign-ins with a wrong password, and resets.
pub async fn measure(side: &Side, people: &[Person]) -> Result<()> {
    let mut client = Client::connect(&side.writing.address).await?;
    let mut ask = async |from: usize, path: &str, body: String, wanted: u16| {
        let request = post_from(FROM + from, path, &body);
        let began = Instant::now();
        let (status, _) = client.exchange(&request).await?;
        let took = millis(began.elapsed());
        if status == wanted { Ok(took) } else { Err(format!("{path} got {status}")) }.map_err(Into::into)
    };
    let wrong = |email: &str| login_with(email, "some other password");
    let mut logins = Pairs::default();
    for (number, person) in people.iter().take(LOGINS).enumerate() {
        let known: Result<f64> = ask(number, "/v1/auth/login", wrong(&person.email), 401).await;
        let nobody = format!("nobody{number}@imprint.example");
        logins.push(known?, ask(number, "/v1/auth/login", wrong(&nobody), 401).await?);
    }
    logins.tell(&format!("{} same: log-in", side.name))?;
    let mut resets = Pairs::default();
    for round in 0..RESETS {
        for (number, person) in people.iter().enumerate() {
            let from = LOGINS + round * people.len() + number;
            let reset = |email: &str| format!(r#"{{"email":"{email}"}}"#);
            let known = ask(from, "/v1/auth/password-reset", reset(&person.email), 202).await?;
            let nobody = reset(&format!("nobody{number}@imprint.example"));
            resets.push(known, ask(from, "/v1/auth/password-reset", nobody, 202).await?);
        }
    }
    resets.tell(&format!("{} same: reset", side.name))
}

pub fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
