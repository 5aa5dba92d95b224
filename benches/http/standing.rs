//! Compares the results with the targets, one line each.

use crate::report::{Spread, find, ratio};
use crate::turns::Figure;
use crate::{Result, say};

const SIDES: [&str; 2] = ["sqlite", "postgres"];
const OURS: [&str; 4] = ["one", "list", "make book", "make author"];

/// Prints P2, P3 and P4, as far as they were measured.
pub fn ratios(figures: &[Figure]) -> Result<()> {
    say("")?;
    for side in SIDES {
        if let Some(ratio) = ratio(figures, &format!("{side} one"), &format!("{side} one bare")) {
            at_least(&format!("P2 {side}"), ratio.median, 0.8)?;
        }
    }
    for side in SIDES {
        for what in OURS {
            let figure = find(figures, &format!("{side} {what}"));
            let p99 = figure.and_then(|figure| Spread::of(figure.samples.iter().map(|sample| sample.p99)));
            if let Some(p99) = p99 {
                at_most(&format!("P3 {side} {what}"), p99.median, 5.0, " ms")?;
            }
        }
    }
    if let Some(ratio) = ratio(figures, "sqlite make book", "sqlite make book bare") {
        at_least("P4 sqlite", ratio.median, 10.0)?;
    }
    Ok(())
}

/// Prints a lower bound: `P2 sqlite 0.87 (wanted ≥ 0.8)`.
pub fn at_least(what: &str, value: f64, wanted: f64) -> Result<()> {
    say(&format!("{what} {value:.2} (wanted ≥ {wanted}){}", missed(value >= wanted)))
}

/// Prints an upper bound: `P3 sqlite one 1.20 ms (wanted ≤ 5 ms)`.
pub fn at_most(what: &str, value: f64, wanted: f64, unit: &str) -> Result<()> {
    say(&format!("{what} {value:.2}{unit} (wanted ≤ {wanted}{unit}){}", missed(value <= wanted)))
}

fn missed(held: bool) -> &'static str {
    if held { "" } else { " MISSED" }
}
