//! Author queries and row types.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::model::{Author, AuthorDraft, AuthorFilter, AuthorSort, Biography, Name};
use crate::audit::{self, Event};
use crate::catalogue::errors;
use crate::clock::{Date, Instant};
use crate::db::schema::authors;
use crate::db::search::Matches;
use crate::db::search::refold::{Refolded, Words};
use crate::db::together::{Part, With};
use crate::db::{Conn, Constraint, Side, is_violation};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::page::{Slice, Window};
use crate::version::{Guard, Stamp};
use crate::{first, on, page_of, rows_after, within};

/// The row type of authors. Queries for books join it.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
// Every column is written, so that PostgreSQL can keep the prepared statement.
#[diesel(table_name = authors, treat_none_as_default_value = false)]
pub(in crate::catalogue) struct AuthorRow {
    id: Id,
    version: i64,
    created_at: Instant,
    updated_at: Instant,
    first_name: String,
    last_name: String,
    biography: Option<String>,
    born: Option<Date>,
    died: Option<Date>,
    name_words: String,
}

impl AuthorRow {
    pub(super) fn new(stamp: Stamp, draft: AuthorDraft) -> Self {
        let name_words = draft.name_words();
        let AuthorDraft { first_name, last_name, biography, born, died } = draft;
        let Stamp { id, version, created_at, updated_at } = stamp;
        Self {
            id,
            version,
            created_at,
            updated_at,
            first_name: first_name.into_string(),
            last_name: last_name.into_string(),
            biography: biography.map(Biography::into_string),
            born,
            died,
            name_words,
        }
    }

    pub(super) fn id(&self) -> Id {
        self.id
    }
}

impl From<AuthorRow> for Author {
    fn from(row: AuthorRow) -> Self {
        let AuthorRow {
            id,
            version,
            created_at,
            updated_at,
            first_name,
            last_name,
            biography,
            born,
            died,
            name_words: _,
        } = row;
        let draft = AuthorDraft {
            first_name: Name::stored(first_name),
            last_name: Name::stored(last_name),
            biography: biography.map(Biography::stored),
            born,
            died,
        };
        Self { stamp: Stamp { id, version, created_at, updated_at }, draft }
    }
}

/// Inserts an author and its audit event. On PostgreSQL this is one statement, which needs no transaction around it.
pub(super) async fn create(conn: &mut Conn, row: AuthorRow, event: Event) -> Result<Author> {
    match conn.side() {
        Side::Postgres(c) => {
            let insert = diesel::insert_into(authors::table).values(&row);
            let parts = Part("event", audit::recording(event));
            With { parts, rest: insert }.execute(c).await?;
        }
        Side::Sqlite(c) => {
            diesel::insert_into(authors::table).values(&row).execute(c).await?;
            audit::record(conn, event).await?;
        }
    }
    Ok(row.into())
}

/// Inserts authors, on PostgreSQL with one statement. SQLite inserts one row at a time, which costs no more inside the process.
pub(super) async fn insert_all(conn: &mut Conn, rows: Vec<AuthorRow>) -> Result<Vec<Author>> {
    match conn.side() {
        Side::Postgres(c) => {
            diesel::insert_into(authors::table).values(&rows).execute(c).await?;
        }
        Side::Sqlite(c) => {
            for row in &rows {
                diesel::insert_into(authors::table).values(row).execute(c).await?;
            }
        }
    }
    Ok(rows.into_iter().map(Author::from).collect())
}

/// Returns whether there is no author. Locks the table, so that nobody else creates one before the unit of work ends. SQLite has
/// a single writer and needs no lock.
pub(super) async fn none_yet(conn: &mut Conn) -> Result<bool> {
    if let Side::Postgres(c) = conn.side() {
        diesel::sql_query("LOCK TABLE authors IN SHARE ROW EXCLUSIVE MODE").execute(c).await?;
    }
    let first: Option<Id> = first!(conn, authors::table.select(authors::id))?;
    Ok(first.is_none())
}

pub(super) async fn find(conn: &mut Conn, id: Id) -> Result<Option<Author>> {
    let row = first!(conn, authors::table.find(id).select(AuthorRow::as_select()))?;
    Ok(row.map(Author::from))
}

/// Returns the authors with these ids, in no particular order.
pub(super) async fn find_all(conn: &mut Conn, ids: &[Id]) -> Result<Vec<Author>> {
    let rows: Vec<AuthorRow> = on!(conn, |c| authors::table
        .filter(authors::id.eq_any(ids))
        .select(AuthorRow::as_select())
        .load(c)
        .await)?;
    Ok(rows.into_iter().map(Author::from).collect())
}

/// Returns the authors with these ids, and locks their rows against changes until the unit of work ends. SQLite has a single
/// writer and needs no lock.
pub(super) async fn hold(conn: &mut Conn, ids: &[Id]) -> Result<Vec<Author>> {
    match conn.side() {
        Side::Postgres(c) => {
            // Sorted by id, like all statements that lock authors, to avoid deadlocks.
            let query = authors::table.filter(authors::id.eq_any(ids)).order_by(authors::id);
            let rows: Vec<AuthorRow> = query.select(AuthorRow::as_select()).for_share().load(c).await?;
            Ok(rows.into_iter().map(Author::from).collect())
        }
        // A single id is the usual case. Unlike a list of variable length, its statement can be cached.
        Side::Sqlite(_) => match ids {
            [id] => Ok(find(conn, *id).await?.into_iter().collect()),
            ids => find_all(conn, ids).await,
        },
    }
}

/// Replaces the editable fields, if the guard allows the row's version.
pub(super) async fn update(
    conn: &mut Conn,
    id: Id,
    guard: &Guard,
    draft: AuthorDraft,
    now: Instant,
) -> Result<Author> {
    let name_words = draft.name_words();
    let AuthorDraft { first_name, last_name, biography, born, died } = draft;
    let row: Option<AuthorRow> = on!(conn, |c| diesel::update(authors::table.find(id))
        .filter(crate::guarded!(authors::version, guard))
        .set((
            authors::version.eq(authors::version + 1),
            authors::updated_at.eq(now),
            authors::first_name.eq(first_name.as_str()),
            authors::last_name.eq(last_name.as_str()),
            authors::biography.eq(biography.as_ref().map(Biography::as_str)),
            authors::born.eq(born),
            authors::died.eq(died),
            authors::name_words.eq(&name_words),
        ))
        .returning(AuthorRow::as_returning())
        .get_result(c)
        .await
        .optional())?;
    match row {
        Some(row) => Ok(row.into()),
        None => Err(Guard::explain(version(conn, id).await?, errors::AUTHOR_NOT_FOUND)),
    }
}

pub(super) async fn delete(conn: &mut Conn, id: Id, guard: &Guard) -> Result<()> {
    let deleted = on!(conn, |c| diesel::delete(authors::table.find(id))
        .filter(crate::guarded!(authors::version, guard))
        .execute(c)
        .await);
    match deleted {
        Ok(0) => Err(Guard::explain(version(conn, id).await?, errors::AUTHOR_NOT_FOUND)),
        Ok(_) => Ok(()),
        Err(error) if is_violation(&error, Constraint::ForeignKey) => Err(errors::AUTHOR_HAS_BOOKS.into()),
        Err(error) => Err(Error::from(error)),
    }
}

async fn version(conn: &mut Conn, id: Id) -> Result<Option<i64>> {
    Ok(first!(conn, authors::table.find(id).select(authors::version))?)
}

pub(super) async fn list(
    conn: &mut Conn,
    filter: &AuthorFilter,
    window: &Window<AuthorSort>,
) -> Result<Slice<Author>> {
    let AuthorFilter { search, made } = filter;
    let matches = search.as_ref().and_then(|text| Matches::new("authors", "name_words", text.as_str()));
    let page = page_of!(conn, window, AuthorRow of authors, {
        AuthorSort::LastName => name_key(name_words): Text,
        AuthorSort::CreatedAt => created_at: Moment,
        AuthorSort::UpdatedAt => updated_at: Moment,
    }, |query| {
        if let Some(matches) = matches.clone() {
            query = query.filter(matches);
        }
        within!(query, authors::created_at, made);
    })?;
    Ok(page.map(Author::from))
}

/// The search words of authors: their names.
pub(in crate::catalogue) const WORDS: Words =
    Words { table: "authors", rows: |conn, after| Box::pin(after_row(conn, after)) };

async fn after_row(conn: &mut Conn, after: Option<Id>) -> Result<Vec<Refolded>> {
    rows_after!(conn, after, authors::table, authors::id, AuthorRow, refolded)
}

fn refolded(row: AuthorRow) -> Refolded {
    let (id, was) = (row.id, row.name_words.clone());
    Refolded { id, columns: vec![("name_words", was, Author::from(row).draft.name_words())] }
}
