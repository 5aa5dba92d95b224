//! Creates many books in one request: all or none, or each on its own.

use std::collections::{HashMap, HashSet};

use super::{Books, WithAuthor};
use crate::audit;
use crate::caller::Caller;
use crate::catalogue::actions;
use crate::catalogue::authors::{self, Author};
use crate::catalogue::books::model::{Book, BookDraft};
use crate::catalogue::books::store::{self, BookRow};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::origin::Origin;

impl Books {
    /// Creates many books in one unit of work. Returns the result of each item, in order.
    ///
    /// With `atomic`, if an item fails, no book is created, and the error of the first such item is returned.
    ///
    /// # Errors
    /// With `atomic`, the error of the first failed item, with its pointers below `/items/<number>`. Otherwise only when the
    /// database fails.
    pub async fn create_all(
        &self,
        caller: &Caller,
        origin: &Origin,
        items: Vec<Result<BookDraft>>,
        atomic: bool,
    ) -> Result<Vec<Result<WithAuthor>>> {
        let with_event = |draft| {
            let stamp = self.app.new_stamp();
            (stamp, draft, self.event(actions::BOOK_CREATED, caller, origin, stamp.id))
        };
        let items: Vec<_> = items.into_iter().map(|item| item.map(with_event)).collect();
        let unit = async move |conn: &mut Conn| {
            if atomic {
                first_failure(&mut items.iter().map(|item| item.as_ref().err()))?;
            }
            let ids: HashSet<Id> = items.iter().flatten().map(|(_, draft, _)| draft.author_id).collect();
            let ids: Vec<_> = ids.into_iter().collect();
            let authors: HashMap<Id, Author> = authors::hold(conn, &ids)
                .await?
                .into_iter()
                .map(|author| (author.stamp.id, author))
                .collect();

            let mut events = HashMap::new();
            let rows: Vec<Result<(BookRow, Author)>> = items
                .into_iter()
                .map(|item| {
                    let (stamp, draft, event) = item?;
                    let author = authors.get(&draft.author_id).ok_or_else(store::no_author)?.clone();
                    events.insert(stamp.id, event);
                    Ok((BookRow::new(stamp, draft, &author.draft.name_words()), author))
                })
                .collect();
            let good: Vec<BookRow> = rows.iter().flatten().map(|(row, _)| row.clone()).collect();
            let inserted: HashSet<Id> = store::insert_all(conn, &good).await?.into_iter().collect();
            let made = good.iter().filter(|row| inserted.contains(&row.id()));
            audit::record_all(conn, made.filter_map(|row| events.remove(&row.id())).collect()).await?;
            let results: Vec<Result<WithAuthor>> = rows
                .into_iter()
                .map(|row| {
                    let (row, author) = row?;
                    if inserted.contains(&row.id()) {
                        Ok((Book::from(row), author))
                    } else {
                        Err(store::isbn_taken())
                    }
                })
                .collect();
            if atomic {
                first_failure(&mut results.iter().map(|result| result.as_ref().err()))?;
            }
            Ok(results)
        };
        self.app.db.write(unit).await
    }
}

/// Returns the error of the first failed item, as the error of the whole batch.
fn first_failure(failures: &mut dyn Iterator<Item = Option<&Error>>) -> Result<()> {
    match failures.enumerate().find_map(|(at, failure)| Some((at, failure?))) {
        Some((at, failure)) => Err(failure.clone().below(&format!("/items/{at}"))),
        None => Ok(()),
    }
}
