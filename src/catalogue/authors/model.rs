//! Domain types of authors.

use crate::clock::Date;
use crate::db::search;
use crate::error::{Error, Fault, FaultCode, Result};
use crate::page::{Period, SortField};
use crate::text::{Label, Prose, SearchText};
use crate::version::{Stamp, Stamped};

/// A part of a person's name.
pub type Name = Label<100>;
/// A biography of a few paragraphs.
pub type Biography = Prose<10_000>;

/// The editable fields of an author. A draft can only be created if its dates are consistent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorDraft {
    pub(super) first_name: Name,
    pub(super) last_name: Name,
    pub(super) biography: Option<Biography>,
    pub(super) born: Option<Date>,
    pub(super) died: Option<Date>,
}

impl AuthorDraft {
    /// Creates a draft and checks its dates.
    ///
    /// # Errors
    /// `validation_failed` when `died` is earlier than `born`.
    pub fn new(
        first_name: Name,
        last_name: Name,
        biography: Option<Biography>,
        born: Option<Date>,
        died: Option<Date>,
    ) -> Result<Self> {
        if matches!((born, died), (Some(born), Some(died)) if died < born) {
            let fault = Fault::body("/died", FaultCode::Inconsistent, "must not be earlier than born");
            return Err(Error::invalid(vec![fault]));
        }
        Ok(Self { first_name, last_name, biography, born, died })
    }

    /// Returns the words of the name, to sort and search by. The last name comes first.
    #[must_use]
    pub fn name_words(&self) -> String {
        search::words(&format!("{} {}", self.last_name, self.first_name))
    }
}

/// An author as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// The id, the version and the timestamps.
    pub stamp: Stamp,
    /// The editable fields.
    pub draft: AuthorDraft,
}

impl Stamped for Author {
    fn stamp(&self) -> Stamp {
        self.stamp
    }
}

/// The fields that authors can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthorSort {
    /// Last name, then first name, without case and accents.
    LastName,
    /// When the entry was created.
    CreatedAt,
    /// When it was last updated.
    UpdatedAt,
}

impl SortField for AuthorSort {
    const FIELDS: &'static [(&'static str, Self)] =
        &[("lastName", Self::LastName), ("createdAt", Self::CreatedAt), ("updatedAt", Self::UpdatedAt)];
    const DEFAULT: &'static str = "lastName";
}

/// Filters of a list of authors.
#[derive(Debug, Clone, Default)]
pub struct AuthorFilter {
    /// Only authors whose name has words with these beginnings.
    pub search: Option<SearchText>,
    /// Only authors created in this period.
    pub made: Period,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_dies_before_being_born_is_no_author() {
        let name = |text| Name::parse(text).unwrap();
        let draft = |born: &str, died: &str| {
            AuthorDraft::new(
                name("A"),
                name("B"),
                None,
                Some(born.parse().unwrap()),
                Some(died.parse().unwrap()),
            )
        };

        assert_eq!(draft("2000-01-02", "2000-01-01").unwrap_err().faults()[0].code, FaultCode::Inconsistent);
        assert!(draft("2000-01-01", "2000-01-01").is_ok());
    }
}
