//! What a change of an author means for that author's books.
//!
//! A book is read with its author inside and found by the author's name. So a change of the author is a change of the books: they get
//! a new version (or an `ETag` would promise what is not true any more) and new words to search, in one statement.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::db::Conn;
use crate::db::schema::books;
use crate::db::search::trim;
use crate::error::Result;
use crate::id::Id;
use crate::on;

/// Brings the author's books up to date with the author's new words.
pub(super) async fn author_changed(conn: &mut Conn, author: Id, name_words: &str) -> Result<()> {
    on!(conn, |c| diesel::update(books::table.filter(books::author_id.eq(author)))
        .set((
            books::version.eq(books::version + 1),
            books::search_words.eq(trim(books::title_words.concat(" ").concat(name_words))),
        ))
        .execute(c)
        .await)?;
    Ok(())
}
