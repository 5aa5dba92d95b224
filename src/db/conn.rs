//! A connection to either database, and the macros that write one statement for both.

use diesel_async::AsyncPgConnection;
use diesel_async::pooled_connection::bb8::PooledConnection;

use super::effects::Effects;
use super::inline::SqliteConn;

/// A connection to either database, lent to one unit of work or one read.
#[expect(missing_debug_implementations, reason = "neither connection has one")]
pub struct Conn {
    link: Link,
    /// The effects that a unit of work requests for after its commit. A read has none.
    effects: Option<Effects>,
    /// How many statements remain for a unit of work without a transaction.
    left: Option<u8>,
}

#[expect(clippy::large_enum_variant, reason = "there are a few of them, lent by reference")]
enum Link {
    Sqlite(SqliteConn),
    Postgres(PooledConnection<'static, AsyncPgConnection>),
}

/// The kind of database, for the few statements that differ. For all others, use [`on!`](crate::on).
#[expect(missing_debug_implementations, reason = "neither connection has one")]
pub enum Side<'c> {
    /// SQLite.
    Sqlite(&'c mut SqliteConn),
    /// PostgreSQL.
    Postgres(&'c mut AsyncPgConnection),
}

impl Conn {
    pub(super) fn sqlite(conn: SqliteConn) -> Self {
        Self { link: Link::Sqlite(conn), effects: None, left: None }
    }

    pub(super) fn postgres(pooled: PooledConnection<'static, AsyncPgConnection>) -> Self {
        Self { link: Link::Postgres(pooled), effects: None, left: None }
    }

    /// Returns the connection, for a statement that differs between the databases:
    /// `match conn.side() { Side::Postgres(c) => …, Side::Sqlite(c) => … }`.
    pub fn side(&mut self) -> Side<'_> {
        if let Some(left) = &mut self.left {
            debug_assert_ne!(*left, 0, "a unit of one statement that has two");
            *left = left.saturating_sub(1);
        }
        match &mut self.link {
            Link::Sqlite(conn) => Side::Sqlite(conn),
            Link::Postgres(pooled) => Side::Postgres(pooled),
        }
    }

    /// Runs an effect once the unit of work is committed, before its caller gets the result, and even if the caller no longer
    /// waits.
    ///
    /// Effects run in the order in which the unit requested them. The effects of a unit that fails, panics or is not committed
    /// are dropped. An effect must be short, and cannot wait or fail: it runs inside the runtime, so longer work goes into a
    /// queue or a task of its own. If the process dies right after the commit, the effect is lost: anything that must happen even
    /// then must be a row that the unit writes.
    ///
    /// A read commits nothing, so an effect that it requests is a bug: it is dropped and logged.
    pub fn after_commit(&mut self, effect: impl FnOnce() + Send + 'static) {
        match &mut self.effects {
            Some(effects) => effects.add(effect),
            None => tracing::error!("a read requested an effect, which was dropped"),
        }
    }

    /// Collects effects from now on, for a unit of work that begins.
    pub(super) fn open_effects(&mut self) {
        self.effects = Some(Effects::default());
    }

    /// Does the same for a unit that has one statement and no transaction.
    pub(super) fn expect_one_statement(&mut self) {
        self.open_effects();
        self.left = Some(1);
    }

    /// Takes the effects of the unit of work that has ended.
    pub(super) fn take_effects(&mut self) -> Effects {
        self.left = None;
        self.effects.take().unwrap_or_default()
    }
}

/// Expands a query for each database: `on!(conn, |c| books::table.find(id).first(c).await)`.
///
/// Call `as_select()` and `into_boxed()` inside it, because their types differ between the databases. Where the backend's type
/// must be named, `on!(conn, |c: Backend| …)` calls it `Backend`.
#[macro_export]
macro_rules! on {
    ($conn:expr, |$c:ident| $body:expr) => {
        match $conn.side() {
            $crate::db::Side::Sqlite($c) => $body,
            $crate::db::Side::Postgres($c) => $body,
        }
    };
    ($conn:expr, |$c:ident: $Backend:ident| $body:expr) => {
        match $conn.side() {
            $crate::db::Side::Sqlite($c) => {
                type $Backend = diesel::sqlite::Sqlite;
                $body
            }
            $crate::db::Side::Postgres($c) => {
                type $Backend = diesel::pg::Pg;
                $body
            }
        }
    };
}

/// Returns the first row of a query on either database, if there is one:
/// `first!(conn, books::table.find(id).select(BookRow::as_select()))`.
///
/// On SQLite the row is read in place. [`on!`](crate::on) would copy it out of a stream first, which costs a tenth of the time of
/// reading a book.
#[macro_export]
macro_rules! first {
    ($conn:expr, $query:expr) => {
        diesel::result::OptionalExtension::optional(match $conn.side() {
            $crate::db::Side::Sqlite(c) => diesel::RunQueryDsl::first($query, c.now()),
            $crate::db::Side::Postgres(c) => diesel_async::RunQueryDsl::first($query, c).await,
        })
    };
}
