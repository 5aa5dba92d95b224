//! Updates an author's books when the author changes.
//!
//! A response for a book contains its author, and a search finds a book by its author's name. A change to an author therefore
//! changes the author's books too. One statement gives them a new version, because the old `ETag` would no longer be true, and
//! new search words.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::db::Conn;
use crate::db::schema::books;
use crate::db::search::trim;
use crate::error::Result;
use crate::id::Id;
use crate::on;

/// Updates the author's books with the search words of the author's new name.
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
