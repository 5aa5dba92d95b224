//! Recomputes the search words of existing users.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::super::model::User;
use super::UserRow;
use crate::db::Conn;
use crate::db::schema::users;
use crate::db::search::refold::{Refolded, Words};
use crate::error::Result;
use crate::id::Id;
use crate::rows_after;

/// The search words of users: their names and e-mail addresses.
pub(in crate::accounts) const WORDS: Words =
    Words { table: "users", rows: |conn, after| Box::pin(after_row(conn, after)) };

async fn after_row(conn: &mut Conn, after: Option<Id>) -> Result<Vec<Refolded>> {
    rows_after!(conn, after, users::table, users::id, UserRow, refolded)
}

fn refolded(row: UserRow) -> Refolded {
    let (id, name, search) = (row.id, row.name_words.clone(), row.search_words.clone());
    let user = User::from(row).draft;
    let columns =
        vec![("name_words", name, user.name_words()), ("search_words", search, user.search_words())];
    Refolded { id, columns }
}
