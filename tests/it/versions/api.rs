//! An API for the tests only: `/v2/titles` beside `/v1/titles`, over the service of the real catalogue, with every kind of
//! deprecation. It is written as docs/API-DESIGN.md says a second version is to be written.

use imprint::caller::{Caller, Scopes, Subject};
use imprint::catalogue::books::contract::BookInput;
use imprint::catalogue::books::{BookDraft, Books, Pages, Title};
use imprint::catalogue::tag::Tag;
use imprint::failures;
use imprint::http::answers::{Changed, Found, Resource};
use imprint::http::body::Body;
use imprint::http::failure::Failure;
use imprint::http::patch::Patch;
use imprint::id::Id;
use imprint::origin::Origin;
use imprint::text::SearchText;
use imprint::version::Guard;
use poem_openapi::param::{Path, Query};
use poem_openapi::types::ToJSON as _;
use poem_openapi::{Object, OpenApi};
use serde::Serialize;

/// Whoever calls; these operations are open to everybody.
fn somebody() -> Caller {
    Caller { subject: Subject::User(Id::example(900)), session: Id::example(901), scopes: Scopes::default() }
}

failures! {
    /// Of whatever needs a book that is there.
    OneTitle: imprint::catalogue::errors::BOOK_NOT_FOUND;
}

/// A title, as the first version has it.
#[derive(Debug, Object, Serialize)]
pub struct TitleV1 {
    /// The book's id.
    id: Id,
    /// The title.
    title: Title,
    /// The version.
    #[oai(validator(minimum(value = "1"), maximum(value = "9007199254740991")))]
    version: i64,
}

/// A title, as the second version has it: under another name, and with its author.
#[derive(Debug, Object, Serialize)]
pub struct TitleV2 {
    /// The book's id.
    id: Id,
    /// The title.
    name: Title,
    /// The author's id.
    author: Id,
    /// The version.
    #[oai(validator(minimum(value = "1"), maximum(value = "9007199254740991")))]
    version: i64,
}

/// What can be changed of a title.
#[derive(Debug, Object)]
#[oai(deny_unknown_fields, skip_serializing_if_is_none)]
pub struct TitleV2Input {
    /// The title.
    name: Title,
    /// How many pages the book has.
    ///
    /// Deprecated since 2026-11-03, sunset 2027-05-03. Change the book.
    pages: Option<Pages>,
}

/// How a title is printed.
#[derive(Debug, Object, Serialize)]
pub struct LabelV2 {
    /// The title.
    text: Title,
    /// The title once more.
    ///
    /// Deprecated since 2026-11-04. Use `text`.
    caption: Title,
}

impl Resource for TitleV1 {
    fn version(&self) -> i64 {
        self.version
    }
}

impl Resource for TitleV2 {
    fn version(&self) -> i64 {
        self.version
    }
}

type Whole = (imprint::catalogue::books::Book, imprint::catalogue::authors::Author);

impl From<Whole> for TitleV1 {
    fn from((book, _): Whole) -> Self {
        Self { id: book.stamp.id, title: book.draft.title, version: book.stamp.version }
    }
}

impl From<Whole> for TitleV2 {
    fn from((book, author): Whole) -> Self {
        Self {
            id: book.stamp.id,
            name: book.draft.title,
            author: author.stamp.id,
            version: book.stamp.version,
        }
    }
}

/// The first version.
pub struct TitlesV1(pub Books);

#[OpenApi(tag = "Tag::Books")]
impl TitlesV1 {
    /// Read a title
    ///
    /// Deprecated since 2026-11-01, sunset 2027-05-01. Use `getTitleV2`.
    #[oai(path = "/v1/titles/:book_id", method = "get", operation_id = "getTitle")]
    async fn get(
        &self,
        /// The book's id.
        Path(book_id): Path<Id>,
    ) -> Result<Found<TitleV1>, Failure<OneTitle>> {
        Ok(Found::new(self.0.get(book_id).await?.into(), None))
    }
}

/// The second version.
pub struct TitlesV2(pub Books);

#[OpenApi(tag = "Tag::Books")]
impl TitlesV2 {
    /// Read a title
    ///
    /// With its author.
    #[oai(path = "/v2/titles/:book_id", method = "get", operation_id = "getTitleV2")]
    async fn get(
        &self,
        /// The book's id.
        Path(book_id): Path<Id>,
        /// What to look for.
        ///
        /// Deprecated since 2026-11-02, sunset 2027-05-02. It does nothing.
        Query(search): Query<Option<SearchText>>,
    ) -> Result<Found<TitleV2>, Failure<OneTitle>> {
        drop(search);
        Ok(Found::new(self.0.get(book_id).await?.into(), None))
    }

    /// Replace a title
    ///
    /// And, if it is given, the number of pages.
    #[oai(path = "/v2/titles/:book_id", method = "put", operation_id = "replaceTitleV2")]
    async fn replace(
        &self,
        /// The book's id.
        Path(book_id): Path<Id>,
        Body(title): Body<TitleV2Input>,
    ) -> Result<Changed<TitleV2>, Failure<OneTitle>> {
        let (book, _) = self.0.get(book_id).await?;
        let pages = title.pages.unwrap_or(book.draft.pages);
        let draft = BookDraft { title: title.name, pages, ..book.draft };
        Ok(Changed::new(
            self.0.replace(&somebody(), &Origin::default(), book_id, Guard::Any, draft).await?.into(),
        ))
    }

    /// Change parts of a title
    ///
    /// By JSON Merge Patch or JSON Patch.
    #[oai(path = "/v2/titles/:book_id", method = "patch", operation_id = "updateTitleV2")]
    async fn update(
        &self,
        /// The book's id.
        Path(book_id): Path<Id>,
        patch: Patch<TitleV2Input>,
    ) -> Result<Changed<TitleV2>, Failure<OneTitle>> {
        let edit =
            move |(book, _): (imprint::catalogue::books::Book, imprint::catalogue::authors::Author)| {
                let old = TitleV2Input { name: book.draft.title.clone(), pages: Some(book.draft.pages) };
                let new = patch.apply(old.to_json())?;
                let pages = new.pages.unwrap_or(book.draft.pages);
                Ok(BookInput::from(imprint::catalogue::books::Book {
                    draft: BookDraft { title: new.name, pages, ..book.draft },
                    ..book
                })
                .into())
            };
        Ok(Changed::new(
            self.0.revise(&somebody(), &Origin::default(), book_id, Guard::Any, edit).await?.into(),
        ))
    }

    /// Read a label
    ///
    /// The title as it is printed.
    #[oai(path = "/v2/titles/:book_id/label", method = "get", operation_id = "getLabelV2")]
    async fn label(
        &self,
        /// The book's id.
        Path(book_id): Path<Id>,
    ) -> Result<Found<LabelV2>, Failure<OneTitle>> {
        let (book, _) = self.0.get(book_id).await?;
        let label = LabelV2 { text: book.draft.title.clone(), caption: book.draft.title };
        Ok(Found::at(label, book.stamp.version, None))
    }
}

/// Something that is deprecated, and nobody knows since when.
pub struct Careless;

#[expect(clippy::unused_async, reason = "poem-openapi's handlers are async")]
#[OpenApi(tag = "Tag::Books")]
impl Careless {
    /// Read nothing
    ///
    /// Old.
    #[oai(path = "/v1/nothing", method = "get", operation_id = "getNothing", deprecated)]
    async fn get(&self) -> Result<Changed<LabelV2>, Failure<OneTitle>> {
        Err(imprint::error::Error::from(imprint::catalogue::errors::BOOK_NOT_FOUND).into())
    }
}
