//! Inserts a book together with its audit event.

use diesel::dsl::{AsSelect, SqlTypeOf};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::{BookRow, insert, no_author, refused};
use crate::audit::{self, Event};
use crate::catalogue::authors::{self, Author, AuthorRow};
use crate::catalogue::books::model::{Book, BookDraft};
use crate::db::schema::{authors as authors_table, books};
use crate::db::search::trim;
use crate::db::together::{Part, RowsOf, ValueOf, With};
use crate::db::{Conn, Side};
use crate::error::Result;
use crate::version::Stamp;

/// Inserts a book and its audit event. Returns the book with its author, whose row stays locked against changes until the
/// transaction ends. On PostgreSQL this is one statement, which needs no transaction around it.
pub(in super::super) async fn create(
    conn: &mut Conn,
    stamp: Stamp,
    draft: BookDraft,
    event: Event,
) -> Result<(Book, Author)> {
    match conn.side() {
        Side::Postgres(c) => at_once(c, BookRow::new(stamp, draft, ""), event).await,
        Side::Sqlite(_) => {
            let author = authors::hold(conn, &[draft.author_id]).await?.pop().ok_or_else(no_author)?;
            let row = BookRow::new(stamp, draft, &author.draft.name_words());
            insert(conn, &row).await?;
            audit::record(conn, event).await?;
            Ok((row.into(), author))
        }
    }
}

/// Inserts with one statement. If the author does not exist, `author_id` is null, which the table does not allow, so nothing is
/// written.
async fn at_once(conn: &mut AsyncPgConnection, row: BookRow, event: Event) -> Result<(Book, Author)> {
    let author = authors_table::table.find(row.author_id).select(AuthorRow::as_select()).for_share();
    let author_id = ValueOf::part("author", authors_table::id);
    let name_words = ValueOf::part("author", authors_table::name_words);
    let book = diesel::insert_into(books::table).values((
        books::id.eq(row.id),
        books::version.eq(row.version),
        books::created_at.eq(row.created_at),
        books::updated_at.eq(row.updated_at),
        books::title.eq(&row.title),
        books::author_id.eq(author_id),
        books::pages.eq(row.pages),
        books::genre.eq(&row.genre),
        books::isbn.eq(&row.isbn),
        books::publications.eq(&row.publications),
        books::images.eq(&row.images),
        books::title_words.eq(&row.title_words),
        books::search_words.eq(trim((&row.title_words).into_sql::<Text>().concat(" ").concat(name_words))),
    ));
    let parts = (Part("author", author), Part("book", book), Part("event", audit::recording(event)));
    let rest = RowsOf::<SqlTypeOf<AsSelect<AuthorRow, Pg>>>::part("author");
    let author: AuthorRow = With { parts, rest }.get_result(conn).await.map_err(refused)?;
    Ok((row.into(), author.into()))
}
