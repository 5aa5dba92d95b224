//! Books over HTTP.

use poem_openapi::OpenApi;
use poem_openapi::param::{Header, Path, Query};
use poem_openapi::types::ToJSON as _;

use super::contract::{Book, BookAuthor, BookBatchResults, BookExpand, BookSummary, NewBook};
use super::model::{BookDraft, BookFilter, BookSort, Genre};
use super::service::Books;
use crate::catalogue::authors::contract::Author;
use crate::clock::Instant;
use crate::http::answers::{Batch, Changed, Created, Deleted, Found};
use crate::http::auth::Allowed;
use crate::http::body::Body;
use crate::http::bulk::Bulk;
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
    /// Of `listBooks`.
    ListBooks: ;
    /// Of `listAuthorBooks`.
    ListAuthorBooks: AuthorNotFound;
    /// Of what makes books.
    CreateBook: IsbnTaken;
    /// Of whatever needs a book that is there.
    OneBook: BookNotFound;
    /// Of `replaceBook`.
    ReplaceBook: BookNotFound, IsbnTaken;
    /// Of `updateBook`.
    UpdateBook: BookNotFound, IsbnTaken, WriteConflict;
}

/// The operations on books.
#[derive(Debug, Clone)]
pub struct BooksApi {
    /// What they lead to.
    pub books: Books,
}

#[OpenApi(tag = "Tag::Books")]
impl BooksApi {
    /// List books
    ///
    /// The newest entries first unless `sort` says otherwise, without publications and images.
    #[oai(path = "/v1/books", method = "get", operation_id = "listBooks")]
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
        Query(sort): Query<Option<SortBy<BookSort>>>,
        /// Books whose title and author have, for each word given, a word that begins with it; case and accents don't matter.
        Query(search): Query<Option<SearchText>>,
        /// Only books of this genre.
        Query(genre): Query<Option<Genre>>,
        /// Only books by this author.
        Query(author_id): Query<Option<Id>>,
        /// Only those made at this moment or later.
        Query(start_time): Query<Option<Instant>>,
        /// Only those made before this moment.
        Query(end_time): Query<Option<Instant>>,
        /// Only these fields of each item, separated by commas, and the `id`.
        Query(fields): Query<Option<Fields<Book>>>,
        /// What to put into each item.
        Query(expand): Query<Option<BookExpand>>,
    ) -> Result<Listing<BookSummary>, Failure<ListBooks>> {
        let window = here.window(Paging { limit, cursor, page, count, sort })?;
        let filter = BookFilter { search, genre, author_id, start_time, end_time };
        let slice = self.books.list(filter, window.clone(), expand.is_some() || fields.is_some()).await?;
        Ok(here.listing(&window, slice, fields.as_ref(), BookSummary::from, Book::whole))
    }

    /// List an author's books
    ///
    /// The newest entries first unless `sort` says otherwise, without publications and images.
    #[oai(path = "/v1/authors/:author_id/books", method = "get", operation_id = "listAuthorBooks")]
    #[expect(clippy::too_many_arguments, reason = "each is a parameter of the contract")]
    async fn list_of_author(
        &self,
        here: Here,
        /// The author's id.
        Path(author_id): Path<Id>,
        /// Items on a page at most; 20 unless given.
        Query(limit): Query<Option<Limit>>,
        /// The page at this place; from `nextCursor` or `Link` of another page of the same list.
        Query(cursor): Query<Option<Cursor>>,
        /// The page with this number, the first being 1. Not together with `cursor`.
        Query(page): Query<Option<PageNumber>>,
        /// Whether to count the whole list; pages by number always do.
        Query(count): Query<Option<Count>>,
        /// The order: up to three fields, `-` for descending.
        Query(sort): Query<Option<SortBy<BookSort>>>,
        /// Books whose title and author have, for each word given, a word that begins with it; case and accents don't matter.
        Query(search): Query<Option<SearchText>>,
        /// Only books of this genre.
        Query(genre): Query<Option<Genre>>,
        /// Only those made at this moment or later.
        Query(start_time): Query<Option<Instant>>,
        /// Only those made before this moment.
        Query(end_time): Query<Option<Instant>>,
        /// Only these fields of each item, separated by commas, and the `id`.
        Query(fields): Query<Option<Fields<Book>>>,
        /// What to put into each item.
        Query(expand): Query<Option<BookExpand>>,
    ) -> Result<Listing<BookSummary>, Failure<ListAuthorBooks>> {
        let window = here.window(Paging { limit, cursor, page, count, sort })?;
        let filter = BookFilter { search, genre, author_id: None, start_time, end_time };
        let expand = expand.is_some() || fields.is_some();
        let slice = self.books.list_of(author_id, filter, window.clone(), expand).await?;
        Ok(here.listing(&window, slice, fields.as_ref(), BookSummary::from, Book::whole))
    }

    /// Create a book
    ///
    /// The answer has the whole book with its author, and where it is.
    #[oai(path = "/v1/books", method = "post", operation_id = "createBook")]
    async fn create(
        &self,
        who: Allowed<WriteCatalogue>,
        origin: Origin,
        here: Here,
        Body(book): Body<NewBook>,
    ) -> Result<Created<Book>, Failure<CreateBook>> {
        let book = self.books.create(&who.caller, &origin, book.into()).await?;
        let location = here.link(&format!("/v1/books/{}", book.0.stamp.id));
        Ok(Created { resource: book.into(), location })
    }

    /// Create many books
    ///
    /// Up to 100 at once. With `atomic`, all of them (`201`) or none: the first item that can't be created is the failure, and its
    /// pointers begin with `/items/<number>`. Without it, each item for itself (`200`): its result has the status that the item would
    /// have had alone, and the book or the problem. A body of the wrong shape is refused as a whole either way.
    #[oai(path = "/v1/books/bulk", method = "post", operation_id = "createBooks")]
    async fn create_all(
        &self,
        who: Allowed<WriteCatalogue>,
        origin: Origin,
        bulk: Bulk<NewBook>,
    ) -> Result<Batch<BookBatchResults>, Failure<CreateBook>> {
        let Bulk { atomic, items } = bulk;
        let drafts = items.into_iter().map(|item| item.map(BookDraft::from)).collect();
        let results = self.books.create_all(&who.caller, &origin, drafts, atomic).await?;
        Ok(Batch { results: results.into(), atomic })
    }

    /// Read a book
    ///
    /// With its author, publications and images.
    #[oai(path = "/v1/books/:book_id", method = "get", operation_id = "getBook")]
    async fn get(
        &self,
        /// The book's id.
        Path(book_id): Path<Id>,
        /// Versions that the caller has; if the present one is among them, the answer is `304`.
        #[oai(name = "If-None-Match")]
        Header(if_none_match): Header<Option<EntityTags>>,
    ) -> Result<Found<Book>, Failure<OneBook>> {
        let book = self.books.get(book_id).await?;
        Ok(Found::new(book.into(), if_none_match.as_ref()))
    }

    /// Replace a book
    ///
    /// Fields that are left out are gone afterwards.
    #[oai(path = "/v1/books/:book_id", method = "put", operation_id = "replaceBook")]
    async fn replace(
        &self,
        who: Allowed<WriteCatalogue>,
        origin: Origin,
        /// The book's id.
        Path(book_id): Path<Id>,
        /// Only if the book has this version (its `ETag`) still.
        #[oai(name = "If-Match")]
        Header(if_match): Header<Option<EntityTags>>,
        Body(book): Body<NewBook>,
    ) -> Result<Changed<Book>, Failure<ReplaceBook>> {
        let book = self
            .books
            .replace(&who.caller, &origin, book_id, EntityTags::guard(if_match), book.into())
            .await?;
        Ok(Changed::new(book.into()))
    }

    /// Change parts of a book
    ///
    /// By JSON Merge Patch or JSON Patch. The result is held to the same rules as a whole book.
    #[oai(path = "/v1/books/:book_id", method = "patch", operation_id = "updateBook")]
    async fn update(
        &self,
        who: Allowed<WriteCatalogue>,
        origin: Origin,
        /// The book's id.
        Path(book_id): Path<Id>,
        /// Only if the book has this version (its `ETag`) still.
        #[oai(name = "If-Match")]
        Header(if_match): Header<Option<EntityTags>>,
        patch: Patch<NewBook>,
    ) -> Result<Changed<Book>, Failure<UpdateBook>> {
        let edit = move |book| patch.apply(NewBook::from(book).to_json()).map(BookDraft::from);
        let book =
            self.books.revise(&who.caller, &origin, book_id, EntityTags::guard(if_match), edit).await?;
        Ok(Changed::new(book.into()))
    }

    /// Delete a book
    ///
    /// Its author stays.
    #[oai(path = "/v1/books/:book_id", method = "delete", operation_id = "deleteBook")]
    async fn delete(
        &self,
        who: Allowed<WriteCatalogue>,
        origin: Origin,
        /// The book's id.
        Path(book_id): Path<Id>,
        /// Only if the book has this version (its `ETag`) still.
        #[oai(name = "If-Match")]
        Header(if_match): Header<Option<EntityTags>>,
    ) -> Result<Deleted, Failure<OneBook>> {
        self.books.delete(&who.caller, &origin, book_id, EntityTags::guard(if_match)).await?;
        Ok(Deleted)
    }

    /// Read a book's author
    ///
    /// The `ETag` is the book's, which changes with its author.
    #[oai(path = "/v1/books/:book_id/author", method = "get", operation_id = "getBookAuthor")]
    async fn get_author(
        &self,
        /// The book's id.
        Path(book_id): Path<Id>,
        /// Versions of the book that the caller has; if the present one is among them, the answer is `304`.
        #[oai(name = "If-None-Match")]
        Header(if_none_match): Header<Option<EntityTags>>,
    ) -> Result<Found<Author>, Failure<OneBook>> {
        let (book, author) = self.books.get(book_id).await?;
        Ok(Found::at(author.into(), book.stamp.version, if_none_match.as_ref()))
    }

    /// Give a book to another author
    ///
    /// Answers with the book's new author. The `ETag`, before and after, is the book's.
    #[oai(path = "/v1/books/:book_id/author", method = "put", operation_id = "replaceBookAuthor")]
    async fn replace_author(
        &self,
        who: Allowed<WriteCatalogue>,
        origin: Origin,
        /// The book's id.
        Path(book_id): Path<Id>,
        /// Only if the book has this version (its `ETag`) still.
        #[oai(name = "If-Match")]
        Header(if_match): Header<Option<EntityTags>>,
        Body(author): Body<BookAuthor>,
    ) -> Result<Changed<Author>, Failure<OneBook>> {
        let guard = EntityTags::guard(if_match);
        let (book, author) =
            self.books.replace_author(&who.caller, &origin, book_id, guard, author.author_id).await?;
        Ok(Changed::at(author.into(), book.stamp.version))
    }
}
