//! Versions of rows, and the versions at which a change is allowed.

use crate::clock::Instant;
use crate::error::{Code, Error};
use crate::id::Id;

/// The metadata of every stored resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// The id.
    pub id: Id,
    /// The version: 1 at creation, and one more with every change.
    pub version: i64,
    /// The time of creation.
    pub created_at: Instant,
    /// The time of the last change.
    pub updated_at: Instant,
}

/// The versions at which a change is allowed. The statement that makes the change checks them against the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Guard {
    /// Any version.
    Any,
    /// Only one of these versions; no version, if the list is empty.
    OneOf(Vec<i64>),
    /// Any version but these.
    NoneOf(Vec<i64>),
}

/// A type with a stamp, which [`Db::revise`](crate::db::Db::revise) can change.
pub trait Stamped {
    /// Returns its stamp.
    fn stamp(&self) -> Stamp;
}

impl Guard {
    /// Allows this version only.
    #[must_use]
    pub fn only(version: i64) -> Self {
        Self::OneOf(vec![version])
    }

    /// Returns whether versions that are not named are allowed; for statements, see `guarded!`.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Any | Self::NoneOf(_))
    }

    /// Returns the versions that are allowed, if it names them.
    #[must_use]
    pub fn allowed(&self) -> &[i64] {
        if let Self::OneOf(versions) = self { versions } else { &[] }
    }

    /// Returns the versions that are not allowed, if it names them.
    #[must_use]
    pub fn refused(&self) -> &[i64] {
        if let Self::NoneOf(versions) = self { versions } else { &[] }
    }

    /// Returns whether this version is allowed.
    #[must_use]
    pub fn allows(&self, version: i64) -> bool {
        match self {
            Self::Any => true,
            Self::OneOf(versions) => versions.contains(&version),
            Self::NoneOf(versions) => !versions.contains(&version),
        }
    }

    /// Returns why a guarded statement changed no row: the version is different, or there is no row.
    #[must_use]
    pub fn explain(current: Option<i64>, missing: Code) -> Error {
        match current {
            Some(_) => Error::version_mismatch(),
            None => missing.into(),
        }
    }
}

impl From<Code> for Error {
    /// Creates a failure whose detail is the meaning of the code.
    fn from(code: Code) -> Self {
        Self::new(code, code.meaning())
    }
}

impl Stamp {
    /// Returns the stamp some microseconds later.
    #[must_use]
    pub fn later(self, micros: i64) -> Self {
        let later = |moment: Instant| Instant::from_micros(moment.micros() + micros).unwrap_or(moment);
        Self { created_at: later(self.created_at), updated_at: later(self.updated_at), ..self }
    }

    /// Returns a stamp for the contract's examples.
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
