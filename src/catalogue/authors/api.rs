//! Authors over HTTP.

use poem_openapi::OpenApi;
use poem_openapi::param::{Header, Path, Query};
use poem_openapi::types::ToJSON as _;

use super::contract::{Author, AuthorSummary, NewAuthor};
use super::model::{AuthorDraft, AuthorFilter, AuthorSort};
use super::service::Authors;
use crate::clock::Instant;
use crate::http::answers::{Changed, Created, Deleted, Found};
use crate::http::auth::Allowed;
use crate::http::body::Body;
use crate::http::choose::{Fields, SortBy};
use crate::http::etag::EntityTags;
use crate::http::failure::Failure;
use crate::http::list::{Count, Cursor, Here, Limit, Listing, PageNumber, Paging};
use crate::http::patch::Patch;
use crate::id::Id;
use crate::origin::Origin;
use crate::routes::Tag;
use crate::text::SearchText;
use crate::{demands, failures};

demands! {
    /// Of everything that changes the catalogue.
    WriteCatalogue: CatalogueWrite;
}

failures! {
    /// Of `createAuthor`.
    CreateAuthor: ;
    /// Of `listAuthors`.
    ListAuthors: ;
    /// Of whatever needs an author that is there.
    OneAuthor: AuthorNotFound;
    /// Of `updateAuthor`.
    UpdateAuthor: AuthorNotFound, WriteConflict;
    /// Of `deleteAuthor`.
    DeleteAuthor: AuthorNotFound, AuthorHasBooks;
}

/// The operations on authors.
#[derive(Debug, Clone)]
pub struct AuthorsApi {
    /// What they lead to.
    pub authors: Authors,
}

#[OpenApi(tag = "Tag::Authors")]
impl AuthorsApi {
    /// List authors
    ///
    /// By name unless `sort` says otherwise, without biographies.
    #[oai(path = "/v1/authors", method = "get", operation_id = "listAuthors")]
    #[expect(clippy::too_many_arguments, reason = "each is a parameter of the contract")]
    async fn list(
        &self,
        here: Here,
        /// Items on a page at most; 20 unless given.
        Query(limit): Query<Option<Limit>>,
        /// The page at this place; from `nextCursor` or `Link` of another page of the same list.
        Query(cursor): Query<Option<Cursor>>,
        /// The page with this number, the first being 1. Not together with `cursor`.
        Query(page): Query<Option<PageNumber>>,
        /// Whether to count the whole list; pages by number always do.
        Query(count): Query<Option<Count>>,
        /// The order: up to three fields, `-` for descending.
        Query(sort): Query<Option<SortBy<AuthorSort>>>,
        /// Authors whose names have, for each word given, a word that begins with it; case and accents don't matter.
        Query(search): Query<Option<SearchText>>,
        /// Only those made at this moment or later.
        Query(start_time): Query<Option<Instant>>,
        /// Only those made before this moment.
        Query(end_time): Query<Option<Instant>>,
        /// Only these fields of each item, separated by commas, and the `id`.
        Query(fields): Query<Option<Fields<Author>>>,
    ) -> Result<Listing<AuthorSummary>, Failure<ListAuthors>> {
        let window = here.window(Paging { limit, cursor, page, count, sort })?;
        let filter = AuthorFilter { search, start_time, end_time };
        let slice = self.authors.list(filter, window.clone()).await?;
        Ok(here.listing(&window, slice, fields.as_ref(), AuthorSummary::from, |author| Some(author.into())))
    }

    /// Create an author
    ///
    /// The answer has the whole author, and where it is.
    #[oai(path = "/v1/authors", method = "post", operation_id = "createAuthor")]
    async fn create(
        &self,
        who: Allowed<WriteCatalogue>,
        origin: Origin,
        here: Here,
        Body(author): Body<NewAuthor>,
    ) -> Result<Created<Author>, Failure<CreateAuthor>> {
        let author = self.authors.create(&who.caller, &origin, AuthorDraft::try_from(author)?).await?;
        let location = here.link(&format!("/v1/authors/{}", author.stamp.id));
        Ok(Created { resource: author.into(), location })
    }

    /// Read an author
    ///
    /// With the biography, if there is one.
    #[oai(path = "/v1/authors/:author_id", method = "get", operation_id = "getAuthor")]
    async fn get(
        &self,
        /// The author's id.
        Path(author_id): Path<Id>,
        /// Versions that the caller has; if the present one is among them, the answer is `304`.
        #[oai(name = "If-None-Match")]
        Header(if_none_match): Header<Option<EntityTags>>,
    ) -> Result<Found<Author>, Failure<OneAuthor>> {
        let author = self.authors.get(author_id).await?;
        Ok(Found::new(author.into(), if_none_match.as_ref()))
    }

    /// Replace an author
    ///
    /// Fields that are left out are gone afterwards. The author's books get a new version too, because they show their author.
    #[oai(path = "/v1/authors/:author_id", method = "put", operation_id = "replaceAuthor")]
    async fn replace(
        &self,
        who: Allowed<WriteCatalogue>,
        origin: Origin,
        /// The author's id.
        Path(author_id): Path<Id>,
        /// Only if the author has this version (its `ETag`) still.
        #[oai(name = "If-Match")]
        Header(if_match): Header<Option<EntityTags>>,
        Body(author): Body<NewAuthor>,
    ) -> Result<Changed<Author>, Failure<OneAuthor>> {
        let draft = AuthorDraft::try_from(author)?;
        let author =
            self.authors.replace(&who.caller, &origin, author_id, EntityTags::guard(if_match), draft).await?;
        Ok(Changed::new(author.into()))
    }

    /// Change parts of an author
    ///
    /// By JSON Merge Patch or JSON Patch. The result is held to the same rules as a whole author.
    #[oai(path = "/v1/authors/:author_id", method = "patch", operation_id = "updateAuthor")]
    async fn update(
        &self,
        who: Allowed<WriteCatalogue>,
        origin: Origin,
        /// The author's id.
        Path(author_id): Path<Id>,
        /// Only if the author has this version (its `ETag`) still.
        #[oai(name = "If-Match")]
        Header(if_match): Header<Option<EntityTags>>,
        patch: Patch<NewAuthor>,
    ) -> Result<Changed<Author>, Failure<UpdateAuthor>> {
        let edit = move |author| patch.apply(NewAuthor::from(author).to_json())?.try_into();
        let author =
            self.authors.revise(&who.caller, &origin, author_id, EntityTags::guard(if_match), edit).await?;
        Ok(Changed::new(author.into()))
    }

    /// Delete an author
    ///
    /// Only one without books.
    #[oai(path = "/v1/authors/:author_id", method = "delete", operation_id = "deleteAuthor")]
    async fn delete(
        &self,
        who: Allowed<WriteCatalogue>,
        origin: Origin,
        /// The author's id.
        Path(author_id): Path<Id>,
        /// Only if the author has this version (its `ETag`) still.
        #[oai(name = "If-Match")]
        Header(if_match): Header<Option<EntityTags>>,
    ) -> Result<Deleted, Failure<DeleteAuthor>> {
        self.authors.delete(&who.caller, &origin, author_id, EntityTags::guard(if_match)).await?;
        Ok(Deleted)
    }
}
