//! Versions of rows, and the versions at which a change is allowed.

use crate::clock::Instant;
use crate::error::{Code, Error};
use crate::id::Id;

/// What every stored thing has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// Which one it is.
    pub id: Id,
    /// 1 when it is made, one more with every change.
    pub version: i64,
    /// When it was made.
    pub created_at: Instant,
    /// When it was last updated.
    pub updated_at: Instant,
}

/// The versions at which a change may be made. It is held against the row in the changing statement itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Guard {
    /// Whatever version there is.
    Any,
    /// Only one of these; none of them, if the list is empty.
    OneOf(Vec<i64>),
    /// Any but these.
    NoneOf(Vec<i64>),
}

/// What has a stamp, and so can be changed by [`Db::revise`](crate::db::Db::revise).
pub trait Stamped {
    /// Its stamp.
    fn stamp(&self) -> Stamp;
}

impl Guard {
    /// This version and no other.
    #[must_use]
    pub fn only(version: i64) -> Self {
        Self::OneOf(vec![version])
    }

    /// Whether versions that it does not name will do; for statements, see `guarded!`.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Any | Self::NoneOf(_))
    }

    /// The versions that will do, if it names them.
    #[must_use]
    pub fn allowed(&self) -> &[i64] {
        if let Self::OneOf(versions) = self { versions } else { &[] }
    }

    /// The versions that will not do, if it names them.
    #[must_use]
    pub fn refused(&self) -> &[i64] {
        if let Self::NoneOf(versions) = self { versions } else { &[] }
    }

    /// Whether this version will do.
    #[must_use]
    pub fn allows(&self, version: i64) -> bool {
        match self {
            Self::Any => true,
            Self::OneOf(versions) => versions.contains(&version),
            Self::NoneOf(versions) => !versions.contains(&version),
        }
    }

    /// Why a guarded statement changed no row: there is another version, or no row at all.
    #[must_use]
    pub fn explain(current: Option<i64>, missing: Code) -> Error {
        match current {
            Some(_) => Error::version_mismatch(),
            None => missing.into(),
        }
    }
}

impl From<Code> for Error {
    /// The failure with the code's own meaning as its detail.
    fn from(code: Code) -> Self {
        Self::new(code, code.meaning())
    }
}

impl Stamp {
    /// The same, some microseconds later.
    #[must_use]
    pub fn later(self, micros: i64) -> Self {
        let later = |moment: Instant| Instant::from_micros(moment.micros() + micros).unwrap_or(moment);
        Self { created_at: later(self.created_at), updated_at: later(self.updated_at), ..self }
    }

    /// What the contract shows.
    #[must_use]
    pub fn example(number: u32) -> Self {
        Self {
            id: Id::example(number),
            version: 1,
            created_at: Instant::EXAMPLE,
            updated_at: Instant::EXAMPLE,
        }
    }
}
