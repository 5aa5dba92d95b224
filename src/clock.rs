//! Time: instants, dates, and the clock that all other modules ask.
//!
//! No other module reads the wall clock (clippy forbids it), so a test can set the current time.

mod moment;

pub use self::moment::{Instant, InvalidInstant};

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;
use serde::Deserialize;

/// A date without a time, in the years 1 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, AsExpression, FromSqlRow, Deserialize)]
#[diesel(sql_type = diesel::sql_types::Date)]
#[serde(transparent)]
pub struct Date(jiff::civil::Date);

impl Date {
    /// Returns the calendar date.
    #[must_use]
    pub fn civil(self) -> jiff::civil::Date {
        self.0
    }
}

impl From<jiff::civil::Date> for Date {
    fn from(date: jiff::civil::Date) -> Self {
        Self(date)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Date {
    type Err = InvalidDate;

    /// Parses exactly `YYYY-MM-DD` (RFC 3339 `full-date`), and only days that exist.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let shaped = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        let date: jiff::civil::Date =
            if shaped { text.parse().map_err(|_| InvalidDate)? } else { return Err(InvalidDate) };
        if date.year() < 1 { Err(InvalidDate) } else { Ok(Self(date)) }
    }
}

/// The text is not a date, or not a day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a date of the form YYYY-MM-DD")]
pub struct InvalidDate;

/// The source of the current time.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The system clock.
    System,
    /// A clock for tests: it stands still until it is advanced.
    Standing(Arc<AtomicI64>),
}

impl Clock {
    /// Creates a clock that stands still at `start`.
    #[must_use]
    pub fn standing(start: Instant) -> Self {
        Self::Standing(Arc::new(AtomicI64::new(start.micros())))
    }

    /// Advances a clock that stands still. Has no effect on the system clock.
    pub fn advance(&self, seconds: i64) {
        if let Self::Standing(now) = self {
            now.fetch_add(seconds * 1_000_000, Ordering::Relaxed);
        }
    }

    /// Returns the current time.
    #[must_use]
    pub fn now(&self) -> Instant {
        let micros = match self {
            #[expect(clippy::disallowed_methods, reason = "this is the clock")]
            Self::System => jiff::Timestamp::now().as_microsecond(),
            Self::Standing(now) => now.load(Ordering::Relaxed),
        };
        Instant::from_micros(micros).unwrap_or(Instant::EPOCH)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_only_when_its_day_exists() {
        assert_eq!("1929-10-21".parse::<Date>().map(|date| date.to_string()), Ok("1929-10-21".to_owned()));
        for text in ["2023-02-29", "2023-2-1", "0000-01-01", "2023-02-01T00:00", "20230201", "٢٠٢٣-٠٢-٠١"]
        {
            assert_eq!(text.parse::<Date>(), Err(InvalidDate), "{text}");
        }
    }
}
