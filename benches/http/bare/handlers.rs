//! Handlers of the bare servers.

use std::sync::PoisonError;

use diesel::prelude::*;
use diesel_async::AsyncPgConnection;
use diesel_async::pooled_connection::bb8::Pool;
use imprint::db::schema::{authors, books};
use imprint::id::Id;
use poem::error::{InternalServerError, NotFoundError};
use poem::http::{StatusCode, header};
use poem::web::{Data, Json, Path};
use poem::{Response, Result, handler};

use super::book::{AuthorRow, Book, BookRow};
use super::insert::{BookInput, insert};
use super::{Readers, Writer};

/// A response as long as a book.
const CONSTANT: &str = r#"{"id":"019b76da-a800-7000-8000-000000000001","title":"The Left Hand of Darkness","authorId":"019b76da-a800-7000-8000-000000000001","author":{"id":"019b76da-a800-7000-8000-000000000001","firstName":"Ursula K.","lastName":"Le Guin","biography":"American author of science fiction.","born":"1929-10-21","createdAt":"2026-01-01T00:00:00.000000Z","updatedAt":"2026-01-01T00:00:00.000000Z","version":1},"pages":304,"genre":"science-fiction","isbn":"9780441478125","publications":[{"date":"1969-03-01","publisher":"Ace Books"}],"images":[{"url":"https://example.org/1.jpg"}],"createdAt":"2026-01-01T00:00:00.000000Z","updatedAt":"2026-01-01T00:00:00.000000Z","version":1}"#;

/// The statement of `getBook`, as in `src/catalogue/books/store.rs`.
macro_rules! statement {
    ($id:expr) => {
        books::table
            .inner_join(authors::table)
            .filter(books::id.eq($id))
            .select((BookRow::as_select(), AuthorRow::as_select()))
    };
}

fn json(status: StatusCode, body: impl Into<poem::Body>) -> Response {
    Response::builder().status(status).header(header::CONTENT_TYPE, "application/json").body(body)
}

fn found(rows: Option<(BookRow, AuthorRow)>) -> Result<Response> {
    let (book, author) = rows.ok_or(NotFoundError)?;
    Ok(json(StatusCode::OK, serde_json::to_string(&Book::new(&book, &author)).map_err(InternalServerError)?))
}

fn parsed(id: &str) -> Result<Id> {
    id.parse().map_err(|_| NotFoundError.into())
}

#[handler]
pub fn constant() -> Response {
    json(StatusCode::OK, CONSTANT)
}

/// Runs the statement immediately on the runtime's thread, as the program does.
#[handler]
pub fn from_sqlite(Path(id): Path<String>, Data(readers): Data<&Readers>) -> Result<Response> {
    let id = parsed(&id)?;
    let mut conn = readers.lock().unwrap_or_else(PoisonError::into_inner).pop().ok_or(NotFoundError)?;
    let rows = statement!(id).first(&mut conn).optional();
    readers.lock().unwrap_or_else(PoisonError::into_inner).push(conn);
    found(rows.map_err(InternalServerError)?)
}

#[handler]
pub async fn from_postgres(
    Path(id): Path<String>,
    Data(pool): Data<&Pool<AsyncPgConnection>>,
) -> Result<Response> {
    let id = parsed(&id)?;
    let mut conn = pool.get().await.map_err(InternalServerError)?;
    let rows = diesel_async::RunQueryDsl::first(statement!(id), &mut conn).await.optional();
    drop(conn);
    found(rows.map_err(InternalServerError)?)
}

/// Runs one transaction per request. Each waits for its turn and for the disk.
#[handler]
pub async fn into_sqlite(Json(new): Json<BookInput>, Data(writer): Data<&Writer>) -> Result<Response> {
    let writer = Writer::clone(writer);
    let work = move || insert(&mut writer.lock().unwrap_or_else(PoisonError::into_inner), new);
    let (book, author) =
        tokio::task::spawn_blocking(work).await.map_err(InternalServerError)?.map_err(InternalServerError)?;
    let body = serde_json::to_string(&Book::new(&book, &author)).map_err(InternalServerError)?;
    Ok(json(StatusCode::CREATED, body))
}
