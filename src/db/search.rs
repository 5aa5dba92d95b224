//! Search by the beginnings of words, with an index and the same answers on both databases.
//!
//! The application makes the words ([`words`]): lower case, without accents, letters and digits only. What is kept and what is
//! asked go through the same function, and each database only compares: FTS5 in SQLite, a GIN index of lexemes in PostgreSQL.
//! So neither one's idea of a language changes an answer.

use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping};
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::sql_types::{self, Bool};
use diesel::sqlite::Sqlite;
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// The words of a text, one space between: `"Gabriel García-Márquez"` → `"gabriel garcia marquez"`.
#[must_use]
pub fn words(text: &str) -> String {
    let plain: String = text
        .nfkd()
        .filter(|char| !is_combining_mark(*char))
        .flat_map(char::to_lowercase)
        .map(|char| if char.is_alphanumeric() { char } else { ' ' })
        .collect();
    plain.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of two texts that have been through [`words`], either of which may have none.
///
/// An empty word would be one for PostgreSQL, which then refuses the row. Statements join columns with [`trim()`] in the same way.
#[must_use]
pub fn joined(one: &str, other: &str) -> String {
    format!("{one} {other}").trim().to_owned()
}

diesel::define_sql_function! {
    /// A text without the spaces at both ends.
    fn trim(text: sql_types::Text) -> sql_types::Text;
}

/// The condition that a row of `table` has, in the words of `column`, one that begins with each word asked for.
///
/// The table has `<table>_search`: in SQLite an FTS5 table over its `row`, in PostgreSQL a GIN index.
#[derive(Debug, Clone, ValidGrouping)]
pub struct Matches {
    table: &'static str,
    column: &'static str,
    /// SQLite's and PostgreSQL's way to ask for all of these beginnings.
    fts5: String,
    tsquery: String,
}

impl Matches {
    /// Asks for the beginnings of words in `text`; `None` if there are no words in it.
    #[must_use]
    pub fn new(table: &'static str, column: &'static str, text: &str) -> Option<Self> {
        let words = words(text);
        let all =
            |each: fn(&str) -> String, between| words.split(' ').map(each).collect::<Vec<_>>().join(between);
        (!words.is_empty()).then(|| Self {
            table,
            column,
            fts5: all(|word| format!("\"{word}\"*"), " AND "),
            tsquery: all(|word| format!("'{word}':*"), " & "),
        })
    }
}

impl Expression for Matches {
    type SqlType = Bool;
}
impl<QS> SelectableExpression<QS> for Matches {}
impl<QS> AppearsOnTable<QS> for Matches {}

impl QueryId for Matches {
    type QueryId = ();
    // The table's name is a value, so the text of the SQL is not fixed by the type.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl QueryFragment<Sqlite> for Matches {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        let Self { table, fts5, .. } = self;
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
    fn words_are_lower_case_and_without_accents_or_signs() {
        assert_eq!(
            words("  Gabriel GARCÍA-Márquez: «100 años», I/II "),
            "gabriel garcia marquez 100 anos i ii"
        );
        assert_eq!(words("ﬁn'amor \0\" OR *"), "fin amor or");
    }

    #[test]
    fn nothing_is_asked_when_a_text_has_no_words() {
        assert!(Matches::new("books", "search_words", "  ?!*\"' ").is_none());
    }
}
