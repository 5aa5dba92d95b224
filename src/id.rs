//! Ids: UUIDv7 (RFC 9562), which sort by the time they were made, and the source they come from.

use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};

use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;
use rand::{Rng as _, SeedableRng as _, rngs::StdRng};
use uuid::Uuid;

use crate::clock::Clock;
use crate::sql;

/// The id of a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, AsExpression, FromSqlRow)]
#[diesel(sql_type = sql::Id)]
pub struct Id(Uuid);

impl Id {
    /// What the contract shows; each number is another id.
    #[must_use]
    pub fn example(number: u32) -> Self {
        Self(Uuid::from_u128(0x019b_76da_a800_7000_8000_0000_0000_0000 + u128::from(number)))
    }

    /// The sixteen bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// An id from its sixteen bytes.
    ///
    /// # Errors
    /// When there are not sixteen.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(Uuid::from_slice(bytes)?))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

impl FromStr for Id {
    type Err = InvalidId;

    /// Reads the 36 characters of RFC 9562 and no other spelling.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() != 36 {
            return Err(InvalidId);
        }
        Uuid::try_parse(text).map(Self).map_err(|_| InvalidId)
    }
}

/// The text is no UUID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a UUID")]
pub struct InvalidId;

/// Where ids come from: the clock's millisecond and random bits, which a test can seed.
#[derive(Clone)]
pub struct Ids {
    clock: Clock,
    random: Arc<Mutex<StdRng>>,
}

impl fmt::Debug for Ids {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ids").finish_non_exhaustive()
    }
}

impl Ids {
    /// A source of ids that nobody can foretell.
    #[must_use]
    pub fn random(clock: Clock) -> Self {
        Self::from_rng(clock, rand::make_rng())
    }

    /// A source that gives the same ids for the same seed and clock.
    #[must_use]
    pub fn seeded(clock: Clock, seed: u64) -> Self {
        Self::from_rng(clock, StdRng::seed_from_u64(seed))
    }

    fn from_rng(clock: Clock, random: StdRng) -> Self {
        Self { clock, random: Arc::new(Mutex::new(random)) }
    }

    /// A new id.
    #[must_use]
    pub fn next(&self) -> Id {
        let mut bytes = [0; 10];
        self.random.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut bytes);
        let millis = u64::try_from(self.clock.now().micros() / 1000).unwrap_or_default();
        Id(uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeded_ids_repeat_and_sort_by_time() {
        let start = "2026-01-01T00:00:00Z".parse().unwrap();
        let source = || Ids::seeded(Clock::stepping(start), 7);
        let (one, two) = (source(), source());

        let ids: Vec<_> = (0..3).map(|_| one.next()).collect();

        assert_eq!(ids, (0..3).map(|_| two.next()).collect::<Vec<_>>());
        assert!(ids.is_sorted() && ids[0].to_string().starts_with("019b"));
    }

    #[test]
    fn only_the_hyphenated_spelling_is_an_id() {
        assert!("019b76da-a800-7000-8000-000000000001".parse::<Id>().is_ok());
        assert_eq!("019b76daa80070008000000000000001".parse::<Id>(), Err(InvalidId));
        assert_eq!("{019b76da-a800-7000-8000-00000000001}".parse::<Id>(), Err(InvalidId));
    }
}
