//! Wire types for the results of a batch.

use poem_openapi::Object;
use poem_openapi::types::Example;

use super::Book;
use crate::catalogue::books::service::WithAuthor;
use crate::error::Error;
use crate::problem::{Problem, status};

/// The results of a batch, one for each item, in order.
#[derive(Debug, Clone, Object)]
#[oai(rename_all = "camelCase", example = true)]
pub struct BookBatchResults {
    /// The results, in the order of the items.
    #[oai(validator(max_items = 100))]
    results: Vec<BookBatchResult>,
}

/// The result of one item: `resource` if it was created, `problem` otherwise.
#[derive(Debug, Clone, Object)]
#[oai(rename_all = "camelCase", skip_serializing_if_is_none)]
pub struct BookBatchResult {
    /// The HTTP status that the item would have had on its own.
    #[oai(validator(minimum(value = "200"), maximum(value = "599")))]
    status: i32,
    resource: Option<Book>,
    problem: Option<Problem>,
}

impl Example for BookBatchResults {
    fn example() -> Self {
        let created = BookBatchResult { status: 201, resource: Some(Book::example()), problem: None };
        Self { results: vec![created] }
    }
}

impl From<Vec<Result<WithAuthor, Error>>> for BookBatchResults {
    fn from(results: Vec<Result<WithAuthor, Error>>) -> Self {
        Self { results: results.into_iter().map(BookBatchResult::from).collect() }
    }
}

impl From<Result<WithAuthor, Error>> for BookBatchResult {
    fn from(result: Result<WithAuthor, Error>) -> Self {
        match result {
            Ok(book) => Self { status: 201, resource: Some(book.into()), problem: None },
            Err(error) => Self {
                status: i32::from(status(error.code()).as_u16()),
                resource: None,
                problem: Some(Problem::new(&error, None)),
            },
        }
    }
}
