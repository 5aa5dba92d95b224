//! Wire types for authors.

use poem_openapi::Object;
use poem_openapi::types::Example;
use serde::Serialize;

use super::model::{self, AuthorDraft, Biography, Name};
use crate::clock::{Date, Instant};
use crate::error::{Error, Result};
use crate::http::answers::Resource;
use crate::http::choose::Selectable;
use crate::http::list::Listed;
use crate::id::Id;
use crate::version::Stamp;

/// The fields of an author that you can set.
#[derive(Debug, Clone, Object)]
#[oai(rename_all = "camelCase", deny_unknown_fields, skip_serializing_if_is_none, example = true)]
pub struct AuthorInput {
    /// First and middle names or initials.
    first_name: Name,
    /// The last name, by which lists are sorted.
    last_name: Name,
    /// A short biography in plain text.
    biography: Option<Biography>,
    /// Date of birth.
    born: Option<Date>,
    /// Date of death. Must not be earlier than `born`.
    died: Option<Date>,
}

/// A person who wrote books.
#[derive(Debug, Clone, Object, Serialize)]
#[oai(rename_all = "camelCase", skip_serializing_if_is_none, example = true)]
#[serde(rename_all = "camelCase")]
pub struct Author {
    /// The author's id.
    id: Id,
    /// First and middle names or initials.
    first_name: Name,
    /// The last name, by which lists are sorted.
    last_name: Name,
    /// A short biography in plain text.
    #[serde(skip_serializing_if = "Option::is_none")]
    biography: Option<Biography>,
    /// Date of birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    born: Option<Date>,
    /// Date of death.
    #[serde(skip_serializing_if = "Option::is_none")]
    died: Option<Date>,
    /// When the entry was created.
    created_at: Instant,
    /// When it was last updated.
    updated_at: Instant,
    /// The version: 1 at first, then one more with each change. `getAuthor` returns it as the `ETag`.
    #[oai(validator(minimum(value = "1"), maximum(value = "9007199254740991")))]
    version: i64,
}

/// An author in a list, without the biography.
#[derive(Debug, Clone, Object, Serialize)]
#[oai(rename_all = "camelCase", skip_serializing_if_is_none)]
#[serde(rename_all = "camelCase")]
pub struct AuthorSummary {
    /// The author's id.
    id: Id,
    /// First and middle names or initials.
    first_name: Name,
    /// The last name, by which lists are sorted.
    last_name: Name,
    /// Date of birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    born: Option<Date>,
    /// Date of death.
    #[serde(skip_serializing_if = "Option::is_none")]
    died: Option<Date>,
    /// When the entry was created.
    created_at: Instant,
    /// When it was last updated.
    updated_at: Instant,
    /// The version: 1 at first, then one more with each change.
    #[oai(validator(minimum(value = "1"), maximum(value = "9007199254740991")))]
    version: i64,
}

impl TryFrom<AuthorInput> for AuthorDraft {
    type Error = Error;

    fn try_from(author: AuthorInput) -> Result<Self> {
        let AuthorInput { first_name, last_name, biography, born, died } = author;
        Self::new(first_name, last_name, biography, born, died)
    }
}

/// Converts an author to the editable fields, to apply a patch to.
impl From<model::Author> for AuthorInput {
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
    type Detailed = Author;
}

impl Example for AuthorInput {
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
        let AuthorInput { first_name, last_name, biography, born, died } = AuthorInput::example();
        let Stamp { id, version, created_at, updated_at } = Stamp::example(1);
        Self { id, first_name, last_name, biography, born, died, created_at, updated_at, version }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::answers::same_as_contract;

    #[test]
    fn an_author_is_written_as_the_contract_says_with_and_without_what_can_be_missing() {
        let whole = Author::example();
        let bare = Author { biography: None, born: None, died: None, ..whole.clone() };
        let Author { id, first_name, last_name, born, died, created_at, updated_at, version, .. } =
            whole.clone();
        let summary =
            AuthorSummary { id, first_name, last_name, born, died, created_at, updated_at, version };

        assert!(same_as_contract(&whole) && same_as_contract(&bare) && same_as_contract(&summary));
        assert!(same_as_contract(&AuthorSummary { born: None, died: None, ..summary }));
    }
}
