//! The words of rows that are there, for when they are made anew.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::super::model::User;
use super::UserRow;
use crate::db::Conn;
use crate::db::schema::users;
use crate::db::search::refold::{BATCH, Refolded, Words};
use crate::error::Result;
use crate::id::Id;
use crate::on;

/// Users by their names and addresses.
pub(in crate::accounts) const WORDS: Words =
    Words { table: "users", rows: |conn, after| Box::pin(after_row(conn, after)) };

async fn after_row(conn: &mut Conn, after: Option<Id>) -> Result<Vec<Refolded>> {
    let rows: Vec<UserRow> = on!(conn, |c| {
        let mut query = users::table.order_by(users::id).limit(BATCH).into_boxed();
        if let Some(after) = after {
            query = query.filter(users::id.gt(after));
        }
        query.select(UserRow::as_select()).load(c).await
    })?;
    Ok(rows.into_iter().map(refolded).collect())
}

fn refolded(row: UserRow) -> Refolded {
    let (id, name, search) = (row.id, row.name_words.clone(), row.search_words.clone());
    let user = User::from(row).draft;
    let columns =
        vec![("name_words", name, user.name_words()), ("search_words", search, user.search_words())];
    Refolded { id, columns }
}
