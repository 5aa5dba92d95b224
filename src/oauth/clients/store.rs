//! Client queries and row types.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::model::{Client, ClientDraft, ClientName, ClientSort, Grant};
use super::secrets::Secrets;
use crate::caller::Scopes;
use crate::clock::Instant;
use crate::db::schema::clients;
use crate::db::search::refold::{Refolded, Words};
use crate::db::types::Json;
use crate::db::{Conn, Side};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::page::{Slice, Window};
use crate::text::RedirectUri;
use crate::version::Stamp;
use crate::{first, on, page_of, rows_after};

/// The row type of clients.
#[derive(Clone, Queryable, Selectable, Insertable)]
// Every column is written, so that PostgreSQL can keep the prepared statement.
#[diesel(table_name = clients, treat_none_as_default_value = false)]
pub(super) struct ClientRow {
    id: Id,
    version: i64,
    created_at: Instant,
    updated_at: Instant,
    client_id: String,
    name: String,
    confidential: bool,
    grants: Json<Vec<String>>,
    redirect_uris: Json<Vec<String>>,
    scopes: String,
    secret_hash: Option<Vec<u8>>,
    previous_hash: Option<Vec<u8>>,
    previous_expires_at: Option<Instant>,
    name_words: String,
}

impl ClientRow {
    pub(super) fn new(stamp: Stamp, client_id: String, draft: ClientDraft, secret: Option<Vec<u8>>) -> Self {
        let Stamp { id, version, created_at, updated_at } = stamp;
        let (name_words, grants, redirect_uris) = (draft.name_words(), grants(&draft), uris(&draft));
        let ClientDraft { name, confidential, grants: _, redirect_uris: _, scopes } = draft;
        Self {
            id,
            version,
            created_at,
            updated_at,
            client_id,
            name: name.into_string(),
            confidential,
            grants,
            redirect_uris,
            scopes: scopes.to_string(),
            secret_hash: secret,
            previous_hash: None,
            previous_expires_at: None,
            name_words,
        }
    }

    /// Returns the client, and the stored hashes of its secrets.
    fn apart(mut self) -> (Client, Secrets) {
        let present = self.secret_hash.take();
        let previous = self.previous_hash.take().zip(self.previous_expires_at);
        (self.into(), Secrets { present, previous })
    }
}

fn grants(draft: &ClientDraft) -> Json<Vec<String>> {
    Json(draft.grants.iter().map(|grant| grant.name().to_owned()).collect())
}

fn uris(draft: &ClientDraft) -> Json<Vec<String>> {
    Json(draft.redirect_uris.iter().map(ToString::to_string).collect())
}

impl From<ClientRow> for Client {
    fn from(row: ClientRow) -> Self {
        let ClientRow {
            id,
            version,
            created_at,
            updated_at,
            client_id,
            name,
            confidential,
            grants,
            redirect_uris,
            scopes,
            secret_hash: _,
            previous_hash: _,
            previous_expires_at,
            name_words: _,
        } = row;
        let draft = ClientDraft {
            name: ClientName::stored(name),
            confidential,
            grants: grants.0.iter().filter_map(|name| Grant::named(name)).collect(),
            redirect_uris: redirect_uris.0.into_iter().map(RedirectUri::stored).collect(),
            scopes: Scopes::parse(&scopes),
        };
        let stamp = Stamp { id, version, created_at, updated_at };
        Self { stamp, client_id, draft, previous_expires_at }
    }
}

pub(super) async fn insert(conn: &mut Conn, row: ClientRow) -> Result<Client> {
    on!(conn, |c| diesel::insert_into(clients::table).values(&row).execute(c).await)?;
    Ok(row.into())
}

/// Inserts a client, unless one with this id or `client_id` exists.
pub(super) async fn insert_new(conn: &mut Conn, row: ClientRow) -> Result<()> {
    on!(conn, |c| diesel::insert_into(clients::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c)
        .await)?;
    Ok(())
}

pub(super) async fn find(conn: &mut Conn, id: Id) -> Result<Option<Client>> {
    let row = first!(conn, clients::table.find(id).select(ClientRow::as_select()))?;
    Ok(row.map(Client::from))
}

/// Returns the client with this `client_id`, and the stored hashes of its secrets.
pub(super) async fn named(conn: &mut Conn, client_id: &str) -> Result<Option<(Client, Secrets)>> {
    // PostgreSQL rejects a zero byte in a value, and no `client_id` contains one.
    if client_id.contains('\0') {
        return Ok(None);
    }
    let row =
        first!(conn, clients::table.filter(clients::client_id.eq(client_id)).select(ClientRow::as_select()))?;
    Ok(row.map(ClientRow::apart))
}

/// Returns the client and locks its row until the unit of work ends. SQLite has a single writer and needs no lock.
pub(super) async fn hold(conn: &mut Conn, id: Id) -> Result<Option<Client>> {
    let row: Option<ClientRow> = match conn.side() {
        Side::Postgres(c) => {
            let query = clients::table.find(id).select(ClientRow::as_select());
            query.for_update().first(c).await.optional()?
        }
        Side::Sqlite(c) => {
            clients::table.find(id).select(ClientRow::as_select()).first(c).await.optional()?
        }
    };
    Ok(row.map(Client::from))
}

/// Returns whether the client exists in this version. If so, its row is locked against changes until the unit of work ends.
pub(super) async fn keeps(conn: &mut Conn, id: Id, version: i64) -> Result<bool> {
    let found: Option<i64> = match conn.side() {
        Side::Postgres(c) => {
            let query = clients::table.find(id).select(clients::version).for_share();
            query.first(c).await.optional()?
        }
        Side::Sqlite(c) => clients::table.find(id).select(clients::version).first(c).await.optional()?,
    };
    Ok(found == Some(version))
}

/// Writes a draft to a client's row, if the row still has the version of the stamp. Removes the secrets of a public client.
pub(super) async fn update(
    conn: &mut Conn,
    stamp: &Stamp,
    draft: &ClientDraft,
    now: Instant,
) -> Result<Client> {
    let no_secret = (!draft.confidential).then_some((
        clients::secret_hash.eq(None::<Vec<u8>>),
        clients::previous_hash.eq(None::<Vec<u8>>),
        clients::previous_expires_at.eq(None::<Instant>),
    ));
    let row: Option<ClientRow> = on!(conn, |c| diesel::update(clients::table.find(stamp.id))
        .filter(clients::version.eq(stamp.version))
        .set((
            clients::version.eq(clients::version + 1),
            clients::updated_at.eq(now),
            clients::name.eq(draft.name.as_str()),
            clients::confidential.eq(draft.confidential),
            clients::grants.eq(grants(draft)),
            clients::redirect_uris.eq(uris(draft)),
            clients::scopes.eq(draft.scopes.to_string()),
            clients::name_words.eq(draft.name_words()),
            no_secret,
        ))
        .returning(ClientRow::as_returning())
        .get_result(c)
        .await
        .optional())?;
    row.map(Client::from).ok_or_else(Error::version_mismatch)
}

/// Replaces a client's secret, if the row still has the version of the stamp. The current secret works until `end`, and the one
/// before it stops working.
pub(super) async fn put_secret(
    conn: &mut Conn,
    stamp: &Stamp,
    next: &[u8],
    end: Instant,
    now: Instant,
) -> Result<Client> {
    let row: Option<ClientRow> = on!(conn, |c| diesel::update(clients::table.find(stamp.id))
        .filter(clients::version.eq(stamp.version))
        .set((
            clients::version.eq(clients::version + 1),
            clients::updated_at.eq(now),
            clients::previous_hash.eq(clients::secret_hash),
            clients::previous_expires_at.eq(Some(end)),
            clients::secret_hash.eq(Some(next)),
        ))
        .returning(ClientRow::as_returning())
        .get_result(c)
        .await
        .optional())?;
    row.map(Client::from).ok_or_else(Error::version_mismatch)
}

/// Deletes a client. Its row must be locked.
pub(super) async fn delete(conn: &mut Conn, id: Id) -> Result<()> {
    on!(conn, |c| diesel::delete(clients::table.find(id)).execute(c).await)?;
    Ok(())
}

pub(super) async fn list(conn: &mut Conn, window: &Window<ClientSort>) -> Result<Slice<Client>> {
    let page = page_of!(conn, window, ClientRow of clients, {
        ClientSort::Name => name_key(name_words): Text,
        ClientSort::CreatedAt => created_at: Moment,
        ClientSort::UpdatedAt => updated_at: Moment,
    })?;
    Ok(page.map(Client::from))
}

/// The search words of clients: their names.
pub(in crate::oauth) const WORDS: Words =
    Words { table: "clients", rows: |conn, after| Box::pin(after_row(conn, after)) };

async fn after_row(conn: &mut Conn, after: Option<Id>) -> Result<Vec<Refolded>> {
    rows_after!(conn, after, clients::table, clients::id, ClientRow, refolded)
}

fn refolded(row: ClientRow) -> Refolded {
    let (id, was) = (row.id, row.name_words.clone());
    Refolded { id, columns: vec![("name_words", was, Client::from(row).draft.name_words())] }
}
