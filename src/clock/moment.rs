//! Instants.

use std::fmt;
use std::str::FromStr;

use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;
use jiff::civil::{Date, DateTime, date};
use jiff::{SignedDuration, Timestamp};

use crate::sql;

const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400 * SECOND;
const EPOCH: Date = date(1970, 1, 1);

/// An instant in UTC with microseconds, which is the precision of both databases, in the years 0 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, AsExpression, FromSqlRow)]
#[diesel(sql_type = sql::Instant)]
pub struct Instant(i64);

impl Instant {
    /// The instant in the contract's examples: 2026-01-01T00:00:00Z.
    pub const EXAMPLE: Self = Self(1_767_225_600 * SECOND);
    /// 1970-01-01T00:00:00Z.
    pub const EPOCH: Self = Self(0);
    /// 0000-01-01T00:00:00Z.
    const FIRST: i64 = -62_167_219_200 * SECOND;
    /// 9999-12-31T23:59:59.999999Z.
    const LAST: i64 = 253_402_300_800 * SECOND - 1;

    /// Returns the instant this many microseconds after 1970-01-01T00:00:00Z.
    ///
    /// # Errors
    /// When it is outside the years 0 to 9999.
    pub fn from_micros(micros: i64) -> Result<Self, InvalidInstant> {
        if (Self::FIRST..=Self::LAST).contains(&micros) { Ok(Self(micros)) } else { Err(InvalidInstant) }
    }

    /// Returns the instant this many seconds later, or earlier if the number is negative.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        let micros = self.0.saturating_add(seconds.saturating_mul(SECOND));
        Self(micros.clamp(Self::FIRST, Self::LAST))
    }

    /// Returns the whole seconds since 1970-01-01T00:00:00Z, as used in tokens.
    #[must_use]
    pub fn seconds(self) -> i64 {
        self.0.div_euclid(SECOND)
    }

    /// Returns the microseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn micros(self) -> i64 {
        self.0
    }

    /// Formats the instant as an HTTP date, as in the `Date` field (RFC 9110, 5.6.7).
    #[must_use]
    pub fn http_date(self) -> String {
        let civil = DateTime::from(EPOCH).saturating_add(SignedDuration::from_micros(self.0));
        civil.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
    }
}

impl fmt::Display for Instant {
    /// Writes RFC 3339 in UTC, always with six fractional digits, so that the texts sort in the same order as the instants.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The range of jiff's timestamps ends two days before the year 9999 does, so that every offset is representable.
        match Timestamp::from_microsecond(self.0) {
            Ok(moment) => write!(f, "{moment:.6}"),
            Err(_) => {
                let civil = DateTime::from(EPOCH).saturating_add(SignedDuration::from_micros(self.0));
                write!(f, "{civil:.6}Z")
            }
        }
    }
}

impl FromStr for Instant {
    type Err = InvalidInstant;

    /// Parses RFC 3339 with any offset and any number of fractional digits; digits beyond microseconds are cut off. If the offset
    /// moves the instant out of the years 0 to 9999, the result is the first or the last instant of this range.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (clock, rest) = text.split_at_checked(19).ok_or(InvalidInstant)?;
        let shaped = clock.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            10 => matches!(byte, b'T' | b't'),
            13 | 16 => byte == b':',
            _ => byte.is_ascii_digit(),
        });
        if !shaped {
            return Err(InvalidInstant);
        }
        let civil: DateTime = clock.to_ascii_uppercase().parse().map_err(|_| InvalidInstant)?;
        let (fraction, zone) = fraction(rest)?;
        let offset = offset(zone)?;
        let days = i64::from(civil.date().since(EPOCH).map_err(|_| InvalidInstant)?.get_days());
        let minutes = i64::from(civil.hour()) * 60 + i64::from(civil.minute()) - offset;
        // A leap second is the last second of a day in UTC (RFC 3339, 5.7). Clocks here do not have it, so it becomes the second
        // before.
        if clock.ends_with("60") && minutes.rem_euclid(24 * 60) != 24 * 60 - 1 {
            return Err(InvalidInstant);
        }
        let micros = days * DAY + (minutes * 60 + i64::from(civil.second())) * SECOND + fraction;
        Ok(Self(micros.clamp(Self::FIRST, Self::LAST)))
    }
}

/// Parses the fraction at the start of a text (`.123`) into microseconds. Returns also the rest.
fn fraction(text: &str) -> Result<(i64, &str), InvalidInstant> {
    let Some(rest) = text.strip_prefix('.') else { return Ok((0, text)) };
    let zone = rest.trim_start_matches(|char: char| char.is_ascii_digit());
    let digits = &rest[..rest.len() - zone.len()];
    let micros = digits.bytes().chain(std::iter::repeat(b'0')).take(6);
    let micros = micros.fold(0, |micros, digit| micros * 10 + i64::from(digit - b'0'));
    if digits.is_empty() { Err(InvalidInstant) } else { Ok((micros, zone)) }
}

/// Parses `Z` or an offset such as `+02:00` into the minutes ahead of UTC.
fn offset(zone: &str) -> Result<i64, InvalidInstant> {
    if zone.eq_ignore_ascii_case("z") {
        return Ok(0);
    }
    let [sign @ (b'+' | b'-'), a, b, b':', c, d] = zone.as_bytes() else { return Err(InvalidInstant) };
    let number = |tens: u8, ones: u8, most: i64| {
        let digits = tens.is_ascii_digit() && ones.is_ascii_digit();
        let number = digits.then(|| i64::from(tens - b'0') * 10 + i64::from(ones - b'0'));
        number.filter(|number| *number <= most).ok_or(InvalidInstant)
    };
    let minutes = number(*a, *b, 23)? * 60 + number(*c, *d, 59)?;
    Ok(if *sign == b'-' { -minutes } else { minutes })
}

/// The text is not a date and time of RFC 3339, or the number is outside the years 0 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a date and time of RFC 3339 in the years 0 to 9999")]
pub struct InvalidInstant;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_moment_is_read_with_any_offset_and_fraction_and_written_in_utc_with_six_digits() {
        for (text, expected) in [
            ("2026-01-02T03:04:05.1234567+02:00", "2026-01-02T01:04:05.123456Z"),
            ("2026-01-02t03:04:05z", "2026-01-02T03:04:05.000000Z"),
            ("2026-01-02T03:04:05.00000000000000000001-00:00", "2026-01-02T03:04:05.000000Z"),
            ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59.000000Z"),
            ("9999-12-31T23:59:59.9999999999-23:59", "9999-12-31T23:59:59.999999Z"),
            ("9999-12-30T22:00:01+00:00", "9999-12-30T22:00:01.000000Z"),
            ("0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000000Z"),
            ("0000-01-01T00:00:00+23:59", "0000-01-01T00:00:00.000000Z"),
            ("1990-12-31T15:59:60-08:00", "1990-12-31T23:59:59.000000Z"),
        ] {
            assert_eq!(
                text.parse::<Instant>().map(|moment| moment.to_string()),
                Ok(expected.to_owned()),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_moment_of_rfc_3339_is_refused() {
        for text in [
            "",
            "now",
            "2026-01-02",
            "2026-01-02 03:04:05Z",
            "2026-01-02T03:04Z",
            "2026-02-30T03:04:05Z",
            "2026-01-02T03:04:05",
            "2026-01-02T03:04:05+01",
            "2026-01-02T03:04:05+0100",
            "2026-01-02T03:04:05.Z",
            "2026-01-02T24:00:00Z",
            "2026-01-02T03:04:60Z",
            "2026-01-02T03:04:61Z",
            "2026-01-02T03:04:05+24:00",
            "2026-01-02T03:04:05+01:60",
            "2026-01-02T03:04:05,1Z",
            "12026-01-02T03:04:05Z",
            "2026-01-02T03:04:05Zz",
            "2026-01-02T03:04:0é",
            "٢٠٢٦-01-02T03:04:05Z",
        ] {
            assert_eq!(text.parse::<Instant>(), Err(InvalidInstant), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_moment_is_read_as_it_was_written(micros in Instant::FIRST..=Instant::LAST) {
            let moment = Instant::from_micros(micros).unwrap();

            prop_assert_eq!(moment.to_string().parse(), Ok(moment));
        }
    }
}
