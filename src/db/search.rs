//! Search by word prefixes, with an index and the same results on both databases.
//!
//! The application splits texts into words ([`words()`]): folded letters and digits. Stored texts and search texts go through the
//! same function, and the databases only compare: an FTS5 table in SQLite, whose `ascii` tokenizer splits at spaces only, and a
//! GIN index of lexemes in PostgreSQL. So no database's language rules or Unicode version changes a result.

pub mod refold;
mod words;

use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping};
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::sql_types::{self, Bool};
use diesel::sqlite::Sqlite;

pub use self::words::{joined, sort_key, words};

diesel::define_sql_function! {
    /// Returns a text without the spaces at both ends.
    fn trim(text: sql_types::Text) -> sql_types::Text;
}

/// A condition that no row satisfies.
const NOTHING: &str = "1 = 0";

/// The condition that, for each search word, a row of `table` has a word in `column` that begins with it.
///
/// The table has a search index `<table>_search`: in SQLite an FTS5 table over its `row`, in PostgreSQL a GIN index.
#[derive(Debug, Clone, ValidGrouping)]
pub struct Matches {
    table: &'static str,
    column: &'static str,
    /// The query for all prefixes, for SQLite and for PostgreSQL. Both are empty if there are no words, and then no row matches.
    fts5: String,
    tsquery: String,
}

impl Matches {
    /// Creates the condition for the prefixes in `text`. Returns `None` if the text is empty, which matches every row. A text
    /// without letters and digits matches no row.
    #[must_use]
    pub fn new(table: &'static str, column: &'static str, text: &str) -> Option<Self> {
        let words = words(text);
        let asked = asked(&words);
        let all =
            |each: fn(&&str) -> String, between| asked.iter().map(each).collect::<Vec<_>>().join(between);
        (!text.is_empty()).then(|| Self {
            table,
            column,
            fts5: all(|word| format!("\"{word}\"*"), " AND "),
            tsquery: all(|word| format!("'{word}':*"), " & "),
        })
    }
}

/// Returns the search words without those that are a prefix of another one: a text that contains `seas` also matches `sea`.
fn asked(words: &str) -> Vec<&str> {
    let mut asked: Vec<&str> = words.split_ascii_whitespace().collect();
    asked.sort_unstable();
    // In sorted order, the longer words with a prefix follow the prefix.
    asked.dedup_by(|next, one| {
        let begins = next.starts_with(*one);
        if begins {
            *one = *next;
        }
        begins
    });
    asked
}

impl Expression for Matches {
    type SqlType = Bool;
}
impl<QS> SelectableExpression<QS> for Matches {}
impl<QS> AppearsOnTable<QS> for Matches {}

impl QueryId for Matches {
    type QueryId = ();
    // The table's name is a value, so the type does not determine the SQL text.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl QueryFragment<Sqlite> for Matches {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        let Self { table, fts5, .. } = self;
        if fts5.is_empty() {
            out.push_sql(NOTHING);
            return Ok(());
        }
        out.push_sql(&format!(
            "{table}.row IN (SELECT rowid FROM {table}_search WHERE {table}_search MATCH "
        ));
        out.push_bind_param::<sql_types::Text, _>(fts5)?;
        out.push_sql(")");
        Ok(())
    }
}

impl QueryFragment<Pg> for Matches {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        let Self { table, column, tsquery, .. } = self;
        if tsquery.is_empty() {
            out.push_sql(NOTHING);
            return Ok(());
        }
        out.push_sql(&format!("array_to_tsvector(string_to_array({table}.{column}, ' ')) @@ CAST("));
        out.push_bind_param::<sql_types::Text, _>(tsquery)?;
        out.push_sql(" AS tsquery)");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_another_begins_with_is_not_asked_for() {
        let matches = Matches::new("books", "search_words", "Seas sea the sea then").unwrap();

        assert_eq!(
            (matches.fts5.as_str(), matches.tsquery.as_str()),
            ("\"seas\"* AND \"then\"*", "'seas':* & 'then':*")
        );
    }

    #[test]
    fn an_empty_text_asks_nothing_and_one_without_words_for_what_nothing_has() {
        assert!(Matches::new("books", "search_words", "").is_none());
        assert_eq!(Matches::new("books", "search_words", "?!🦄").unwrap().tsquery, "");
    }
}
