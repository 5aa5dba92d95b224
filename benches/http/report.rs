//! Medians, ratios, and the table of results.

use crate::turns::Figure;
use crate::{Result, say};

/// The median, the minimum and the maximum.
#[derive(Debug, Clone, Copy)]
pub struct Spread {
    pub median: f64,
    pub min: f64,
    pub max: f64,
}

impl Spread {
    /// Computes the spread. Returns `None` without values.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut values: Vec<_> = values.into_iter().collect();
        values.sort_by(f64::total_cmp);
        let median = *values.get(values.len() / 2)?;
        Some(Self { median, min: *values.first()?, max: *values.last()? })
    }
}

/// Returns the 99th percentile.
pub fn p99(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<_> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values.get((values.len() * 99 / 100).min(values.len().saturating_sub(1))).copied()
}

/// Returns the ratio of a figure's rate to that of another, round by round: both rates of a round were affected by the same
/// noise.
pub fn ratio(figures: &[Figure], name: &str, other: &str) -> Option<Spread> {
    let (figure, other) = (find(figures, name)?, find(figures, other)?);
    Spread::of(figure.samples.iter().zip(&other.samples).map(|(a, b)| a.rate / b.rate))
}

/// Finds a figure by its name.
pub fn find<'a>(figures: &'a [Figure], name: &str) -> Option<&'a Figure> {
    figures.iter().find(|figure| figure.name == name)
}

/// Returns the name of the bare figure that a figure is compared with.
pub fn bare_of(name: &str) -> Option<String> {
    let bare = format!("{name} bare");
    (name.ends_with(" one") || name.ends_with(" make book")).then_some(bare)
}

/// Prints all figures as a Markdown table.
pub fn table(figures: &[Figure]) -> Result<()> {
    say(
        "\n| figure | requests/s | min–max | p50 ms | p99 ms | min–max | server µs each | to bare | to constant |",
    )?;
    say("|---|--:|--:|--:|--:|--:|--:|--:|--:|")?;
    for figure in figures {
        if let Some(line) = line(figures, figure) {
            say(&line)?;
        }
    }
    Ok(())
}

fn line(figures: &[Figure], figure: &Figure) -> Option<String> {
    let name = &figure.name;
    let rate = Spread::of(figure.samples.iter().map(|sample| sample.rate))?;
    let p50 = Spread::of(figure.samples.iter().map(|sample| sample.p50))?;
    let p99 = Spread::of(figure.samples.iter().map(|sample| sample.p99))?;
    let work = Spread::of(figure.work.iter().copied())?;
    let to = |other: Option<String>| {
        let ratio = other.and_then(|other| ratio(figures, name, &other));
        ratio.map_or_else(String::new, |ratio| {
            format!("{:.2} ({:.2}–{:.2})", ratio.median, ratio.min, ratio.max)
        })
    };
    let (bare, constant) = (to(bare_of(name)), to(Some(crate::figures::CONSTANT.to_owned())));
    Some(format!(
        "| {name} | {:.0} | {:.0}–{:.0} | {:.2} | {:.2} | {:.2}–{:.2} | {:.0} | {bare} | {constant} |",
        rate.median, rate.min, rate.max, p50.median, p99.median, p99.min, p99.max, work.median
    ))
}
