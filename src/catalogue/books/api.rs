//! HTTP handlers for books.

use poem_openapi::OpenApi;
use poem_openapi::param::{Header, Path, Query};
use poem_openapi::types::ToJSON as _;

use super::contract::batch::BookBatchResults;
use super::contract::query::BookQuery;
use super::contract::{Book, BookAuthorInput, BookInput, BookSummary};
use super::model::{BookDraft, BookSort};
use super::service::Books;
use crate::catalogue::authors::contract::Author;
use crate::catalogue::errors;
use crate::catalogue::scopes;
use crate::catalogue::tag::Tag;
use crate::error::Code;
use crate::http::answers::{Batch, Changed, Created, Deleted, Found};
use crate::http::auth::{Allowed, Visitor};
use crate::http::body::Body;
use crate::http::bulk::Bulk;
use crate::http::etag::EntityTags;
use crate::http::failure::Failure;
use crate::http::list::{Here, Listing, Paged};
use crate::http::patch::Patch;
use crate::http::precondition::Precondition;
use crate::id::Id;
use crate::origin::Origin;
use crate::page::Period;
use crate::{demands, failures};

demands! {
    /// The scope for changing the catalogue.
    WriteCatalogue: scopes::CATALOGUE_WRITE;
}

failures! {
    /// Failures of `listBooks`.
    ListBooks: ;
    /// Failures of `listAuthorBooks`.
    ListAuthorBooks: errors::AUTHOR_NOT_FOUND;
    /// Failures of `createBook` and `createBooks`.
    CreateBook: errors::ISBN_TAKEN;
    /// Failures of operations on one book.
    OneBook: errors::BOOK_NOT_FOUND;
    /// Failures of `replaceBook`.
    ReplaceBook: errors::BOOK_NOT_FOUND, errors::ISBN_TAKEN;
    /// Failures of `updateBook`.
    UpdateBook: errors::BOOK_NOT_FOUND, errors::ISBN_TAKEN, Code::WRITE_CONFLICT;
}

/// The operations on books.
#[derive(Debug, Clone)]
pub struct BooksApi {
    /// The use cases behind the operations.
    pub books: Books,
}

#[OpenApi(tag = "Tag::Books")]
impl BooksApi {
    /// List books
    ///
    /// Returns the newest entries first, unless `sort` says otherwise. Items have no publications and no images.
    #[oai(path = "/v1/books", method = "get", operation_id = "listBooks")]
    async fn list(
        &self,
        _visitor: Visitor,
        page: Paged<BookSort, Book>,
        query: BookQuery,
        /// Only books by this author.
        Query(author_id): Query<Option<Id>>,
        made: Period,
    ) -> Result<Listing<BookSummary>, Failure<ListBooks>> {
        let author = query.shows_author() || page.fields.is_some();
        let slice = self.books.list(query.filter(author_id, made), page.window.clone(), author).await?;
        Ok(page.listing(slice, BookSummary::from, Book::whole))
    }

    /// List an author's books
    ///
    /// Returns the newest entries first, unless `sort` says otherwise. Items have no publications and no images.
    #[oai(path = "/v1/authors/:author_id/books", method = "get", operation_id = "listAuthorBooks")]
    async fn list_of_author(
        &self,
        _visitor: Visitor,
        /// The author's id.
        Path(author_id): Path<Id>,
        page: Paged<BookSort, Book>,
        query: BookQuery,
        made: Period,
    ) -> Result<Listing<BookSummary>, Failure<ListAuthorBooks>> {
        let author = query.shows_author() || page.fields.is_some();
        let filter = query.filter(None, made);
        let slice = self.books.list_of(author_id, filter, page.window.clone(), author).await?;
        Ok(page.listing(slice, BookSummary::from, Book::whole))
    }

    /// Create a book
    ///
    /// Creates a book and returns it with its author. `Location` holds its address.
    #[oai(path = "/v1/books", method = "post", operation_id = "createBook")]
    async fn create(
        &self,
        who: Allowed<WriteCatalogue>,
        origin: Origin,
        here: Here,
        Body(book): Body<BookInput>,
    ) -> Result<Created<Book>, Failure<CreateBook>> {
        let book = self.books.create(&who.caller, &origin, book.into()).await?;
        let location = here.link(&format!("/v1/books/{}", book.0.stamp.id));
        Ok(Created { resource: book.into(), location })
    }

    /// Create many books
    ///
    /// Creates up to 100 books in one request. With `atomic`, either all books are created (`201`) or none: the request fails with the
    /// first item that cannot be created, and the pointers in `errors` begin with `/items/<index>`. Without `atomic`, each item succeeds or
    /// fails on its own (`200`), and each result has the status that the item would have had alone, with the book or the problem. A body
    /// with the wrong shape is refused as a whole in both cases.
    #[oai(path = "/v1/books/bulk", method = "post", operation_id = "createBooks")]
    async fn create_all(
        &self,
        who: Allowed<WriteCatalogue>,
        origin: Origin,
        bulk: Bulk<BookInput>,
    ) -> Result<Batch<BookBatchResults>, Failure<CreateBook>> {
        let Bulk { atomic, items } = bulk;
        let drafts = items.into_iter().map(|item| item.map(BookDraft::from)).collect();
        let results = self.books.create_all(&who.caller, &origin, drafts, atomic).await?;
        Ok(Batch { results: results.into(), atomic })
    }

    /// Get a book
    ///
    /// Returns the book with its author, publications and images.
    #[oai(path = "/v1/books/:book_id", method = "get", operation_id = "getBook")]
    async fn get(
        &self,
        _visitor: Visitor,
        /// The book's id.
        Path(book_id): Path<Id>,
        /// The versions (`ETag`s) that you have. If one of them is current, the response is `304`.
        #[oai(name = "If-None-Match")]
        Header(if_none_match): Header<Option<EntityTags>>,
    ) -> Result<Found<Book>, Failure<OneBook>> {
        let book = self.books.get(book_id).await?;
        Ok(Found::new(book.into(), if_none_match.as_ref()))
    }

    /// Replace a book
    ///
    /// Replaces all editable fields. Fields that you leave out are removed.
    #[oai(path = "/v1/books/:book_id", method = "put", operation_id = "replaceBook")]
    async fn replace(
        &self,
        who: Allowed<WriteCatalogue>,
        origin: Origin,
        /// The book's id.
        Path(book_id): Path<Id>,
        /// Make the change only if the resource still has this version (its `ETag`).
        #[oai(name = "If-Match")]
        Precondition(guard): Precondition,
        Body(book): Body<BookInput>,
    ) -> Result<Changed<Book>, Failure<ReplaceBook>> {
        let book = self.books.replace(&who.caller, &origin, book_id, guard, book.into()).await?;
        Ok(Changed::new(book.into()))
    }

    /// Update a book
    ///
    /// Changes the fields that you send, as a JSON Merge Patch or a JSON Patch. The result must meet the same rules as a complete book.
    #[oai(path = "/v1/books/:book_id", method = "patch", operation_id = "updateBook")]
    async fn update(
        &self,
        who: Allowed<WriteCatalogue>,
        origin: Origin,
        /// The book's id.
        Path(book_id): Path<Id>,
        /// Make the change only if the resource still has this version (its `ETag`).
        #[oai(name = "If-Match")]
        Precondition(guard): Precondition,
        patch: Patch<BookInput>,
    ) -> Result<Changed<Book>, Failure<UpdateBook>> {
        let edit = move |book| patch.apply(BookInput::from(book).to_json()).map(BookDraft::from);
        let book = self.books.revise(&who.caller, &origin, book_id, guard, edit).await?;
        Ok(Changed::new(book.into()))
    }

    /// Delete a book
    ///
    /// Deletes a book. Its author stays.
    #[oai(path = "/v1/books/:book_id", method = "delete", operation_id = "deleteBook")]
    async fn delete(
        &self,
        who: Allowed<WriteCatalogue>,
        origin: Origin,
        /// The book's id.
        Path(book_id): Path<Id>,
        /// Make the change only if the resource still has this version (its `ETag`).
        #[oai(name = "If-Match")]
        Precondition(guard): Precondition,
    ) -> Result<Deleted, Failure<OneBook>> {
        self.books.delete(&who.caller, &origin, book_id, guard).await?;
        Ok(Deleted)
    }

    /// Get a book's author
    ///
    /// Returns the author of the book. The `ETag` is the book's, because the book changes with its author.
    #[oai(path = "/v1/books/:book_id/author", method = "get", operation_id = "getBookAuthor")]
    async fn get_author(
        &self,
        _visitor: Visitor,
        /// The book's id.
        Path(book_id): Path<Id>,
        /// The versions (`ETag`s) that you have. If one of them is current, the response is `304`.
        #[oai(name = "If-None-Match")]
        Header(if_none_match): Header<Option<EntityTags>>,
    ) -> Result<Found<Author>, Failure<OneBook>> {
        let (book, author) = self.books.get(book_id).await?;
        Ok(Found::at(author.into(), book.stamp.version, if_none_match.as_ref()))
    }

    /// Change a book's author
    ///
    /// Returns the new author. `If-Match` and `ETag` refer to the book.
    #[oai(path = "/v1/books/:book_id/author", method = "put", operation_id = "replaceBookAuthor")]
    async fn replace_author(
        &self,
        who: Allowed<WriteCatalogue>,
        origin: Origin,
        /// The book's id.
        Path(book_id): Path<Id>,
        /// Make the change only if the resource still has this version (its `ETag`).
        #[oai(name = "If-Match")]
        Precondition(guard): Precondition,
        Body(author): Body<BookAuthorInput>,
    ) -> Result<Changed<Author>, Failure<OneBook>> {
        let (book, author) =
            self.books.replace_author(&who.caller, &origin, book_id, guard, author.author_id).await?;
        Ok(Changed::at(author.into(), book.stamp.version))
    }
}
