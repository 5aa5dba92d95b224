//! Domain types of authors.

use crate::clock::Date;
use crate::db::search;
use crate::error::{Error, Fault, FaultCode, Result};
use crate::page::{Period, SortField};
use crate::text::{Label, Prose, SearchText};
use crate::version::{Stamp, Stamped};

/// A part of a person's name.
pub type Name = Label<100>;
/// A life in a few paragraphs.
pub type Biography = Prose<10_000>;

/// What people may write about an author; it exists only if its dates agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorDraft {
    pub(super) first_name: Name,
    pub(super) last_name: Name,
    pub(super) biography: Option<Biography>,
    pub(super) born: Option<Date>,
    pub(super) died: Option<Date>,
}

impl AuthorDraft {
    /// Checks what the fields say together.
    ///
    /// # Errors
    /// When someone died before being born.
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

    /// The name as words to sort and search by, the last name first.
    #[must_use]
    pub fn name_words(&self) -> String {
        search::words(&format!("{} {}", self.last_name, self.first_name))
    }
}

/// An author as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// Id, version, times.
    pub stamp: Stamp,
    /// What people wrote.
    pub draft: AuthorDraft,
}

impl Stamped for Author {
    fn stamp(&self) -> Stamp {
        self.stamp
    }
}

/// What authors can be sorted by.
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

/// Which authors a list has.
#[derive(Debug, Clone, Default)]
pub struct AuthorFilter {
    /// Beginnings of words in the name.
    pub search: Option<SearchText>,
    /// Made in this time.
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
