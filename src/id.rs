//! Ids: UUIDv7 (RFC 9562), which sort by creation time, and the generator that makes them.

use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};

use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;
use rand::{Rng as _, rngs::StdRng};
use uuid::Uuid;

use crate::clock::Clock;
use crate::sql;

/// The id of a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, AsExpression, FromSqlRow)]
#[diesel(sql_type = sql::Id)]
pub struct Id(Uuid);

impl Id {
    /// Returns an id for the contract's examples. Each number is another id.
    #[must_use]
    pub fn example(number: u32) -> Self {
        Self(Uuid::from_u128(0x019b_76da_a800_7000_8000_0000_0000_0000 + u128::from(number)))
    }

    /// Returns the sixteen bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Creates an id from its sixteen bytes.
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

    /// Parses the 36 characters of RFC 9562, and no other spelling.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() != 36 {
            return Err(InvalidId);
        }
        Uuid::try_parse(text).map(Self).map_err(|_| InvalidId)
    }
}

/// The text is not a UUID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a UUID")]
pub struct InvalidId;

/// A generator of ids: the clock's millisecond, a counter within it, and random bits (RFC 9562, 6.2, method 1). The ids of one
/// generator sort in the order in which they were made.
#[derive(Clone)]
pub struct Ids {
    clock: Clock,
    state: Arc<Mutex<State>>,
}

struct State {
    millis: u64,
    /// How many ids this millisecond has.
    count: u16,
    /// `None` means no random bits, so that a test's ids repeat.
    random: Option<StdRng>,
}

/// The maximum number of ids in a millisecond. Further ids use the next millisecond.
const PER_MILLISECOND: u16 = 1 << 12;

impl fmt::Debug for Ids {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ids").finish_non_exhaustive()
    }
}

impl Ids {
    /// Creates a generator of unpredictable ids.
    #[must_use]
    pub fn random(clock: Clock) -> Self {
        Self::with(clock, Some(rand::make_rng()))
    }

    /// Creates a generator for tests: the ids of a millisecond are numbered, so they do not depend on how many were made before
    /// it.
    #[must_use]
    pub fn counting(clock: Clock) -> Self {
        Self::with(clock, None)
    }

    fn with(clock: Clock, random: Option<StdRng>) -> Self {
        Self { clock, state: Arc::new(Mutex::new(State { millis: 0, count: 0, random })) }
    }

    /// Returns a new id.
    #[must_use]
    pub fn next(&self) -> Id {
        let now = u64::try_from(self.clock.now().micros() / 1000).unwrap_or_default();
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        // After the clock is set back, new ids still sort after the existing ones.
        if now > state.millis {
            (state.millis, state.count) = (now, 0);
        } else if state.count + 1 < PER_MILLISECOND {
            state.count += 1;
        } else {
            (state.millis, state.count) = (state.millis + 1, 0);
        }
        let mut bytes = [0; 10];
        if let Some(random) = &mut state.random {
            random.fill_bytes(&mut bytes);
        }
        bytes[..2].copy_from_slice(&state.count.to_be_bytes());
        Id(uuid::Builder::from_unix_timestamp_millis(state.millis, &bytes).into_uuid())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_one_moment_differ_and_sort_as_they_were_made_and_a_clock_that_goes_back_changes_nothing() {
        let clock = Clock::standing("2026-01-01T00:00:00Z".parse().unwrap());
        let ids = Ids::random(clock.clone());

        let mut made: Vec<_> = (0..5000).map(|_| ids.next()).collect();
        clock.advance(-3600);
        made.push(ids.next());

        assert!(made.is_sorted_by(|one, next| one < next));
        assert!(made[0].to_string().starts_with("019b76da-a800-7000-"));
    }

    #[test]
    fn counted_ids_depend_on_their_moment_alone() {
        let clock = Clock::standing("2026-01-01T00:00:00Z".parse().unwrap());
        let (few, many) = (Ids::counting(clock.clone()), Ids::counting(clock.clone()));
        let _ = (few.next(), (0..9).map(|_| many.next()).collect::<Vec<_>>());

        clock.advance(1);

        assert_eq!((few.next(), few.next()), (many.next(), many.next()));
    }

    #[test]
    fn only_the_hyphenated_spelling_is_an_id() {
        assert!("019b76da-a800-7000-8000-000000000001".parse::<Id>().is_ok());
        assert_eq!("019b76daa80070008000000000000001".parse::<Id>(), Err(InvalidId));
        assert_eq!("{019b76da-a800-7000-8000-00000000001}".parse::<Id>(), Err(InvalidId));
    }
}
