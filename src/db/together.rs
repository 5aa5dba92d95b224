//! Several statements in one, on PostgreSQL: `WITH event AS (INSERT …) INSERT …`.
//!
//! Such a statement is a transaction by itself, so a unit of work that needs nothing else takes one round trip to the server
//! ([`Db::write_at_once`](super::Db::write_at_once)), instead of one for each statement and two more for `BEGIN` and `COMMIT`.
//!
//! All its parts see the tables as they were before it, and all of them run, whatever the others return. A condition that must
//! prevent one part must therefore prevent all of them, by violating a constraint.

use std::marker::PhantomData;

use diesel::expression::{ValidGrouping, is_aggregate};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};

/// `WITH parts rest`.
#[derive(Debug, Clone, Copy)]
pub struct With<P, R> {
    /// One [`Part`], or a tuple of them.
    pub parts: P,
    /// The statement that returns the result.
    pub rest: R,
}

/// `name AS (statement)`. The other parts can refer to its rows by the name.
#[derive(Debug, Clone, Copy)]
pub struct Part<S>(pub &'static str, pub S);

/// `SELECT * FROM name`, where the part of this name returns rows of the type `T`.
#[derive(Debug, Clone, Copy)]
pub struct RowsOf<T>(&'static str, PhantomData<T>);

impl<T> RowsOf<T> {
    /// Selects all rows of a part.
    #[must_use]
    pub fn part(name: &'static str) -> Self {
        Self(name, PhantomData)
    }
}

/// `(SELECT column FROM name)`: a value of the only row that a part returns. This type replaces `sql("…")`, because PostgreSQL
/// would prepare a statement with such a text again each time.
#[derive(Debug, Clone, Copy)]
pub struct ValueOf<C>(&'static str, PhantomData<C>);

impl<C> ValueOf<C> {
    /// Selects the value of this column in the part of this name.
    #[must_use]
    pub fn part(name: &'static str, _: C) -> Self {
        Self(name, PhantomData)
    }
}

impl<P: QueryFragment<Pg>, R: QueryFragment<Pg>> QueryFragment<Pg> for With<P, R> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("WITH ");
        self.parts.walk_ast(out.reborrow())?;
        out.push_sql(" ");
        self.rest.walk_ast(out)
    }
}

impl<S: QueryFragment<Pg>> QueryFragment<Pg> for Part<S> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(self.0);
        out.push_sql(" AS (");
        self.1.walk_ast(out.reborrow())?;
        out.push_sql(")");
        Ok(())
    }
}

impl<T> QueryFragment<Pg> for RowsOf<T> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("SELECT * FROM ");
        out.push_sql(self.0);
        Ok(())
    }
}

impl<C: Column> QueryFragment<Pg> for ValueOf<C> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("(SELECT ");
        out.push_identifier(C::NAME)?;
        out.push_sql(" FROM ");
        out.push_sql(self.0);
        out.push_sql(")");
        Ok(())
    }
}

impl<C: Column> Expression for ValueOf<C> {
    type SqlType = C::SqlType;
}

impl<C: Column, T> AppearsOnTable<T> for ValueOf<C> {}

impl<C: Column, T> SelectableExpression<T> for ValueOf<C> {}

impl<C> ValidGrouping<()> for ValueOf<C> {
    type IsAggregate = is_aggregate::Never;
}

impl<P, R: Query> Query for With<P, R> {
    type SqlType = R::SqlType;
}

impl<T> Query for RowsOf<T> {
    type SqlType = T;
}

// The names are not part of the type, so the SQL text is the key of the prepared statement.
impl<C> QueryId for ValueOf<C> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<P, R> QueryId for With<P, R> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}
