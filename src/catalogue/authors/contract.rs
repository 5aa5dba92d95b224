//! Authors on the wire.

use poem_openapi::Object;
use poem_openapi::types::Example;

use super::model::{self, AuthorDraft, Biography, Name};
use crate::clock::{Date, Instant};
use crate::error::{Error, Result};
use crate::http::answers::Resource;
use crate::http::choose::Selectable;
use crate::http::list::Listed;
use crate::id::Id;
use crate::version::Stamp;

/// What an author is made of: the body to create or replace one.
#[derive(Debug, Clone, Object)]
#[oai(rename_all = "camelCase", deny_unknown_fields, skip_serializing_if_is_none, example = true)]
pub struct NewAuthor {
    /// First and middle names or initials.
    first_name: Name,
    /// The name to sort by.
    last_name: Name,
    /// A life in a few paragraphs of plain text.
    biography: Option<Biography>,
    /// Date of birth.
    born: Option<Date>,
    /// Date of death; not earlier than `born`.
    died: Option<Date>,
}

/// Someone who wrote books.
#[derive(Debug, Clone, Object)]
#[oai(rename_all = "camelCase", skip_serializing_if_is_none, example = true)]
pub struct Author {
    /// The author's id.
    id: Id,
    /// First and middle names or initials.
    first_name: Name,
    /// The name to sort by.
    last_name: Name,
    /// A life in a few paragraphs of plain text.
    biography: Option<Biography>,
    /// Date of birth.
    born: Option<Date>,
    /// Date of death.
    died: Option<Date>,
    /// When the entry was made.
    created_at: Instant,
    /// When it was last changed.
    updated_at: Instant,
    /// 1 at first, one more with every change; the same as the `ETag`.
    #[oai(validator(minimum(value = "1"), maximum(value = "9007199254740991")))]
    version: i64,
}

/// An author in a list: without the biography.
#[derive(Debug, Clone, Object)]
#[oai(rename_all = "camelCase", skip_serializing_if_is_none)]
pub struct AuthorSummary {
    /// The author's id.
    id: Id,
    /// First and middle names or initials.
    first_name: Name,
    /// The name to sort by.
    last_name: Name,
    /// Date of birth.
    born: Option<Date>,
    /// Date of death.
    died: Option<Date>,
    /// When the entry was made.
    created_at: Instant,
    /// When it was last changed.
    updated_at: Instant,
    /// 1 at first, one more with every change.
    #[oai(validator(minimum(value = "1"), maximum(value = "9007199254740991")))]
    version: i64,
}

impl TryFrom<NewAuthor> for AuthorDraft {
    type Error = Error;

    fn try_from(author: NewAuthor) -> Result<Self> {
        let NewAuthor { first_name, last_name, biography, born, died } = author;
        Self::new(first_name, last_name, biography, born, died)
    }
}

/// What of an author can be edited, to lay a patch over.
impl From<model::Author> for NewAuthor {
    fn from(author: model::Author) -> Self {
        let AuthorDraft { first_name, last_name, biography, born, died } = author.draft;
        Self { first_name, last_name, biography, born, died }
    }
}

impl From<model::Author> for Author {
    fn from(author: model::Author) -> Self {
        let model::Author { stamp: Stamp { id, version, created_at, updated_at }, draft } = author;
        let AuthorDraft { first_name, last_name, biography, born, died } = draft;
        Self { id, first_name, last_name, biography, born, died, created_at, updated_at, version }
    }
}

impl From<model::Author> for AuthorSummary {
    fn from(author: model::Author) -> Self {
        let model::Author { stamp: Stamp { id, version, created_at, updated_at }, draft } = author;
        let AuthorDraft { first_name, last_name, biography: _, born, died } = draft;
        Self { id, first_name, last_name, born, died, created_at, updated_at, version }
    }
}

impl Resource for Author {
    fn version(&self) -> i64 {
        self.version
    }
}

impl Selectable for Author {
    const FIELDS: &'static [&'static str] =
        &["firstName", "lastName", "biography", "born", "died", "createdAt", "updatedAt", "version"];
}

impl Listed for AuthorSummary {
    const PAGE: &'static str = "AuthorPage";
    type Whole = Author;
}

impl Example for NewAuthor {
    fn example() -> Self {
        Self {
            first_name: Name::stored("Ursula K.".to_owned()),
            last_name: Name::stored("Le Guin".to_owned()),
            biography: Some(Biography::stored("American author of science fiction and fantasy.".to_owned())),
            born: Some(jiff::civil::date(1929, 10, 21).into()),
            died: Some(jiff::civil::date(2018, 1, 22).into()),
        }
    }
}

impl Example for Author {
    fn example() -> Self {
        let NewAuthor { first_name, last_name, biography, born, died } = NewAuthor::example();
        let Stamp { id, version, created_at, updated_at } = Stamp::example(1);
        Self { id, first_name, last_name, biography, born, died, created_at, updated_at, version }
    }
}
