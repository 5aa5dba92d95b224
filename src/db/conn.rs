//! A connection to either database, and the macros that write one statement for both.

use diesel_async::AsyncPgConnection;
use diesel_async::pooled_connection::bb8::PooledConnection;

use super::effects::Effects;
use super::inline::SqliteConn;

/// A connection to either database, lent to one unit of work or to one read.
#[expect(missing_debug_implementations, reason = "neither connection has one")]
pub struct Conn {
    link: Link,
    /// What the unit of work asks for once it is committed. A read has no place for it.
    effects: Option<Effects>,
    /// How many statements are left to a unit of work without a transaction round it.
    left: Option<u8>,
}

#[expect(clippy::large_enum_variant, reason = "there are a few of them, lent by reference")]
enum Link {
    Sqlite(SqliteConn),
    Postgres(PooledConnection<'static, AsyncPgConnection>),
}

/// Which database it is, for the few statements that differ; [`on!`](crate::on) is for all others.
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

    /// The connection, for a statement that is not the same on both: `match conn.side() { Side::Postgres(c) => …, Side::Sqlite(c) => … }`.
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

    /// Does this once the unit of work is committed, before its caller is answered, and even if the caller no longer waits.
    ///
    /// Effects run in the order in which the unit asked for them. Those of a unit that failed, panicked or was not committed are dropped.
    /// An effect must be short and can't wait or fail: it runs inside the runtime, so what takes longer goes into a queue or a task of its
    /// own. A process that dies right after the commit loses it: what must happen even then is a row of the unit.
    ///
    /// A read commits nothing, so an effect asked for there is a defect: it is dropped, and the log says so.
    pub fn after_commit(&mut self, effect: impl FnOnce() + Send + 'static) {
        match &mut self.effects {
            Some(effects) => effects.add(effect),
            None => tracing::error!("a read asked for an effect, which was dropped"),
        }
    }

    /// From here on effects are kept, for a unit of work that begins.
    pub(super) fn open_effects(&mut self) {
        self.effects = Some(Effects::default());
    }

    /// The same, and that the unit has one statement and no transaction round it.
    pub(super) fn expect_one_statement(&mut self) {
        self.open_effects();
        self.left = Some(1);
    }

    /// The effects of the unit of work that has ended.
    pub(super) fn take_effects(&mut self) -> Effects {
        self.left = None;
        self.effects.take().unwrap_or_default()
    }
}

/// Expands a query for each database: `on!(conn, |c| books::table.find(id).first(c).await)`.
///
/// Build `as_select()` and `into_boxed()` inside it: their types differ from one database to the other. Where a type must be
/// named, `on!(conn, |c: Backend| …)` calls it `Backend`.
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

/// The first row of a query on either database, if there is one: `first!(conn, books::table.find(id).select(BookRow::as_select()))`.
///
/// On SQLite the row is read where it lies. One that a stream gives, as [`on!`](crate::on) has them, is copied out first, which takes a
/// tenth of the time of reading a book.
#[macro_export]
macro_rules! first {
    ($conn:expr, $query:expr) => {
        diesel::result::OptionalExtension::optional(match $conn.side() {
            $crate::db::Side::Sqlite(c) => diesel::RunQueryDsl::first($query, c.now()),
            $crate::db::Side::Postgres(c) => diesel_async::RunQueryDsl::first($query, c).await,
        })
    };
}
