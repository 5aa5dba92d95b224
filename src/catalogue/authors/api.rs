//! HTTP handlers for authors.

use poem_openapi::OpenApi;
use poem_openapi::param::{Header, Path, Query};
use poem_openapi::types::ToJSON as _;

use super::contract::{Author, AuthorInput, AuthorSummary};
use super::model::{AuthorDraft, AuthorFilter, AuthorSort};
use super::service::Authors;
use crate::catalogue::errors;
use crate::catalogue::scopes;
use crate::catalogue::tag::Tag;
use crate::error::Code;
use crate::http::answers::{Changed, Created, Deleted, Found};
use crate::http::auth::{Allowed, Visitor};
use crate::http::body::Body;
use crate::http::etag::EntityTags;
use crate::http::failure::Failure;
use crate::http::list::{Here, Listing, Paged};
use crate::http::patch::Patch;
use crate::http::precondition::Precondition;
use crate::id::Id;
use crate::origin::Origin;
use crate::page::Period;
use crate::text::SearchText;
use crate::{demands, failures};

demands! {
    /// The scope for changing the catalogue.
    WriteCatalogue: scopes::CATALOGUE_WRITE;
}

failures! {
    /// Failures of `createAuthor`.
    CreateAuthor: ;
    /// Failures of `listAuthors`.
    ListAuthors: ;
    /// Failures of operations on one author.
    OneAuthor: errors::AUTHOR_NOT_FOUND;
    /// Failures of `updateAuthor`.
    UpdateAuthor: errors::AUTHOR_NOT_FOUND, Code::WRITE_CONFLICT;
    /// Failures of `deleteAuthor`.
    DeleteAuthor: errors::AUTHOR_NOT_FOUND, errors::AUTHOR_HAS_BOOKS;
}

/// The operations on authors.
#[derive(Debug, Clone)]
pub struct AuthorsApi {
    /// The use cases behind the operations.
    pub authors: Authors,
}

#[OpenApi(tag = "Tag::Authors")]
impl AuthorsApi {
    /// List authors
    ///
    /// Returns authors by name, unless `sort` says otherwise. Items have no biography.
    #[oai(path = "/v1/authors", method = "get", operation_id = "listAuthors")]
    async fn list(
        &self,
        _visitor: Visitor,
        page: Paged<AuthorSort, Author>,
        /// Only authors whose names contain, for each search word, a word that begins with it. Case and accents do not matter. An empty
        /// value does not filter; a value without letters and digits finds nothing.
        Query(search): Query<Option<SearchText>>,
        made: Period,
    ) -> Result<Listing<AuthorSummary>, Failure<ListAuthors>> {
        let filter = AuthorFilter { search, made };
        let slice = self.authors.list(filter, page.window.clone()).await?;
        Ok(page.listing(slice, AuthorSummary::from, |author| Some(author.into())))
    }

    /// Create an author
    ///
    /// Creates an author and returns it. `Location` holds its address.
    #[oai(path = "/v1/authors", method = "post", operation_id = "createAuthor")]
    async fn create(
        &self,
        who: Allowed<WriteCatalogue>,
        origin: Origin,
        here: Here,
        Body(author): Body<AuthorInput>,
    ) -> Result<Created<Author>, Failure<CreateAuthor>> {
        let author = self.authors.create(&who.caller, &origin, AuthorDraft::try_from(author)?).await?;
        let location = here.link(&format!("/v1/authors/{}", author.stamp.id));
        Ok(Created { resource: author.into(), location })
    }

    /// Get an author
    ///
    /// Returns the author with the biography, if there is one.
    #[oai(path = "/v1/authors/:author_id", method = "get", operation_id = "getAuthor")]
    async fn get(
        &self,
        _visitor: Visitor,
        /// The author's id.
        Path(author_id): Path<Id>,
        /// The versions (`ETag`s) that you have. If one of them is current, the response is `304`.
        #[oai(name = "If-None-Match")]
        Header(if_none_match): Header<Option<EntityTags>>,
    ) -> Result<Found<Author>, Failure<OneAuthor>> {
        let author = self.authors.get(author_id).await?;
        Ok(Found::new(author.into(), if_none_match.as_ref()))
    }

    /// Replace an author
    ///
    /// Replaces all editable fields. Fields that you leave out are removed. The author's books get a new version too, because they include
    /// the author.
    #[oai(path = "/v1/authors/:author_id", method = "put", operation_id = "replaceAuthor")]
    async fn replace(
        &self,
        who: Allowed<WriteCatalogue>,
        origin: Origin,
        /// The author's id.
        Path(author_id): Path<Id>,
        /// Make the change only if the resource still has this version (its `ETag`).
        #[oai(name = "If-Match")]
        Precondition(guard): Precondition,
        Body(author): Body<AuthorInput>,
    ) -> Result<Changed<Author>, Failure<OneAuthor>> {
        let draft = AuthorDraft::try_from(author)?;
        let author = self.authors.replace(&who.caller, &origin, author_id, guard, draft).await?;
        Ok(Changed::new(author.into()))
    }

    /// Update an author
    ///
    /// Changes the fields that you send, as a JSON Merge Patch or a JSON Patch. The result must meet the same rules as a complete author.
    #[oai(path = "/v1/authors/:author_id", method = "patch", operation_id = "updateAuthor")]
    async fn update(
        &self,
        who: Allowed<WriteCatalogue>,
        origin: Origin,
        /// The author's id.
        Path(author_id): Path<Id>,
        /// Make the change only if the resource still has this version (its `ETag`).
        #[oai(name = "If-Match")]
        Precondition(guard): Precondition,
        patch: Patch<AuthorInput>,
    ) -> Result<Changed<Author>, Failure<UpdateAuthor>> {
        let edit = move |author| patch.apply(AuthorInput::from(author).to_json())?.try_into();
        let author = self.authors.revise(&who.caller, &origin, author_id, guard, edit).await?;
        Ok(Changed::new(author.into()))
    }

    /// Delete an author
    ///
    /// Deletes an author. Authors who still have books cannot be deleted.
    #[oai(path = "/v1/authors/:author_id", method = "delete", operation_id = "deleteAuthor")]
    async fn delete(
        &self,
        who: Allowed<WriteCatalogue>,
        origin: Origin,
        /// The author's id.
        Path(author_id): Path<Id>,
        /// Make the change only if the resource still has this version (its `ETag`).
        #[oai(name = "If-Match")]
        Precondition(guard): Precondition,
    ) -> Result<Deleted, Failure<DeleteAuthor>> {
        self.authors.delete(&who.caller, &origin, author_id, guard).await?;
        Ok(Deleted)
    }
}
