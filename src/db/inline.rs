//! An async interface to a SQLite connection that runs each statement immediately, on the caller's thread.
//!
//! A point read takes about ten microseconds, less than switching to another thread and back. diesel-async's own wrapper is made
//! for such switches: it writes the SQL text of each statement again and copies the bound values, so that both can be sent to the
//! other thread. Nothing is sent here, so diesel finds a prepared statement by its type and has no text to write.

use std::future::{Ready, ready};

use diesel::QueryResult;
use diesel::connection::{Connection as _, LoadConnection, SimpleConnection as _};
use diesel::query_builder::{AsQuery, AstPass, Query, QueryFragment, QueryId};
use diesel::row::IntoOwnedRow;
use diesel::sql_types::Untyped;
use diesel::sqlite::{Sqlite, SqliteConnection};
use diesel_async::{AsyncConnectionCore, SimpleAsyncConnection};
use futures_util::stream;

/// The connection. Its futures are ready immediately.
#[expect(missing_debug_implementations, reason = "diesel's connection has none")]
pub struct SqliteConn(SqliteConnection);

type Cursor<'c, 'q> = <SqliteConnection as LoadConnection>::Row<'c, 'q>;
type Cache = <Cursor<'static, 'static> as IntoOwnedRow<'static, Sqlite>>::Cache;

/// A statement whose row type only the caller knows, because diesel-async does not name it.
struct Asked<Q>(Q);

impl SqliteConn {
    pub(super) fn new(conn: SqliteConnection) -> Self {
        Self(conn)
    }

    /// Returns the synchronous connection, for [`first!`](macro@crate::first).
    pub fn now(&mut self) -> &mut SqliteConnection {
        &mut self.0
    }
}

impl SimpleAsyncConnection for SqliteConn {
    fn batch_execute(&mut self, query: &str) -> impl Future<Output = QueryResult<()>> + Send {
        ready(self.0.batch_execute(query))
    }
}

impl AsyncConnectionCore for SqliteConn {
    type ExecuteFuture<'conn, 'query> = Ready<QueryResult<usize>>;
    type LoadFuture<'conn, 'query> = Ready<QueryResult<Self::Stream<'conn, 'query>>>;
    type Stream<'conn, 'query> = stream::Iter<std::vec::IntoIter<QueryResult<Self::Row<'conn, 'query>>>>;
    // A row that still reads from the statement cannot be held across an `await`.
    type Row<'conn, 'query> = <Cursor<'static, 'static> as IntoOwnedRow<'static, Sqlite>>::OwnedRow;
    type Backend = Sqlite;

    fn load<'conn, 'query, T>(&'conn mut self, source: T) -> Self::LoadFuture<'conn, 'query>
    where
        T: AsQuery + 'query,
        T::Query: QueryFragment<Sqlite> + QueryId + 'query,
    {
        let mut cache = Cache::default();
        let rows = LoadConnection::load(&mut self.0, Asked(source.as_query())).map(|cursor| {
            let rows = cursor.map(|row| row.map(|row| row.into_owned(&mut cache)));
            stream::iter(rows.collect::<Vec<_>>())
        });
        ready(rows)
    }

    fn execute_returning_count<'conn, 'query, T>(
        &'conn mut self,
        source: T,
    ) -> Self::ExecuteFuture<'conn, 'query>
    where
        T: QueryFragment<Sqlite> + QueryId + 'query,
    {
        ready(self.0.execute_returning_count(&source))
    }
}

impl<Q> Query for Asked<Q> {
    type SqlType = Untyped;
}

impl<Q: QueryFragment<Sqlite>> QueryFragment<Sqlite> for Asked<Q> {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        self.0.walk_ast(out)
    }
}

impl<Q: QueryId> QueryId for Asked<Q> {
    type QueryId = Q::QueryId;
    const HAS_STATIC_QUERY_ID: bool = Q::HAS_STATIC_QUERY_ID;
}
