//! What became of a batch.

use poem_openapi::Object;

use super::Book;
use crate::catalogue::books::service::WithAuthor;
use crate::error::Error;
use crate::problem::{Problem, status};

/// What became of a batch: a result for each item, in order.
#[derive(Debug, Clone, Object)]
#[oai(rename_all = "camelCase")]
pub struct BookBatchResults {
    /// The results, as many as items.
    #[oai(validator(max_items = 100))]
    results: Vec<BookBatchResult>,
}

/// What became of one item: `resource` if it was created, `problem` if not.
#[derive(Debug, Clone, Object)]
#[oai(rename_all = "camelCase", skip_serializing_if_is_none)]
pub struct BookBatchResult {
    /// The status that the item would have had alone.
    #[oai(validator(minimum(value = "200"), maximum(value = "599")))]
    status: i32,
    resource: Option<Book>,
    problem: Option<Problem>,
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
