//! SQLite's single writer: a thread that owns the writing connection and commits in groups.
//!
//! It takes a unit of work from a bounded queue, opens a transaction and runs the unit in a savepoint. It does the same with the
//! other units that are waiting, commits once, and only then runs their effects and returns their results. So every result means
//! that the write is on disk, and one `fsync` serves many units.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread::JoinHandle;
use std::time::Duration;

use diesel::QueryResult;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel_async::RunQueryDsl;
use futures_util::FutureExt as _;
use tokio::runtime::Handle;
use tokio::sync::{mpsc, oneshot};

use super::{Conn, Side, Unit};
use crate::error::{Error, Result};

/// The maximum number of units in one transaction: enough to make `fsync` cheap, few enough to keep the wait short.
const GROUP: usize = 64;

/// Runs a unit, and returns how to tell its caller once it is known whether the group was committed. Without a connection it does
/// nothing, and the caller is told that nothing was done.
type Job = Box<dyn FnOnce(Option<&mut Conn>) -> Done + Send>;

struct Done {
    /// Tells the caller the result, given whether the group was committed.
    answer: Box<dyn FnOnce(bool) + Send>,
    /// Whether the transaction is still open. On some failures (a full disk), SQLite rolls back the whole transaction.
    standing: bool,
}

pub(super) struct Writer {
    queue: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
    wait: Duration,
}

impl Writer {
    /// Starts the thread. Must be called within a runtime.
    pub(super) fn start(conn: Conn, capacity: usize, wait: Duration) -> Result<Self> {
        let (queue, jobs) = mpsc::channel(capacity);
        let runtime = Handle::current();
        let work = move || {
            // So that an effect can spawn a task.
            let _inside = runtime.enter();
            work(conn, jobs);
        };
        let thread = std::thread::Builder::new().name("sqlite-writer".to_owned()).spawn(work);
        Ok(Self { queue: Some(queue), thread: Some(thread.map_err(Error::internal)?), wait })
    }

    /// Queues a unit, and waits until it is on disk or has failed.
    pub(super) async fn write<T, E, F>(&self, unit: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: for<'c> Unit<&'c mut Conn, Result<T, E>, Fut: Send> + Send + 'static,
    {
        let queue = self.queue.as_ref().ok_or_else(|| Error::internal("the writer has stopped"))?;
        let (tell, told) = oneshot::channel();
        let place = match queue.try_reserve() {
            Ok(place) => place,
            Err(_) => tokio::time::timeout(self.wait, queue.reserve())
                .await
                .map_err(|_| Error::overloaded())?
                .map_err(Error::internal)?,
        };
        place.send(Box::new(move |conn| savepoint(conn, unit, tell)));
        told.await.map_err(Error::internal)?
    }
}

impl Drop for Writer {
    /// Lets the thread finish the queue, so that the database is closed properly.
    fn drop(&mut self) {
        self.queue = None;
        // The last reference may be dropped by a unit or an effect on the thread itself, which cannot wait for its own end.
        let me = std::thread::current().id();
        if let Some(thread) = self.thread.take().filter(|thread| thread.thread().id() != me) {
            drop(thread.join());
        }
    }
}

fn work(mut conn: Conn, mut jobs: mpsc::Receiver<Job>) {
    while let Some(first) = jobs.blocking_recv() {
        group(&mut conn, first, &mut jobs);
    }
}

fn group(conn: &mut Conn, first: Job, jobs: &mut mpsc::Receiver<Job>) {
    if !now(conn, Step::Begin) {
        // Another process holds the lock. A savepoint would start a transaction of its own here, so nothing may run. The units
        // that are already waiting fail as well, instead of waiting for the lock one after another. Units that arrive after the
        // first failure was reported were not waiting, and the lock may be free by then.
        let waiting: Vec<_> = std::iter::from_fn(|| jobs.try_recv().ok()).collect();
        for job in std::iter::once(first).chain(waiting) {
            (job(None).answer)(false);
        }
        return;
    }
    let mut standing = true;
    let mut answers = Vec::new();
    let mut next = Some(first);
    while let Some(job) = next {
        let done = job(Some(&mut *conn));
        standing &= done.standing;
        answers.push(done.answer);
        next = if standing && answers.len() < GROUP { jobs.try_recv().ok() } else { None };
    }
    let committed = standing && now(conn, Step::Commit);
    if !committed {
        // Nothing of the group may remain. The statement fails harmlessly if SQLite has already rolled back.
        now(conn, Step::Rollback);
    }
    for answer in answers {
        answer(committed);
    }
}

fn savepoint<T, E, F>(conn: Option<&mut Conn>, unit: F, tell: oneshot::Sender<Result<T, E>>) -> Done
where
    T: Send + 'static,
    E: From<Error> + Send + 'static,
    F: for<'c> Unit<&'c mut Conn, Result<T, E>, Fut: Send> + Send + 'static,
{
    let Some(conn) = conn else {
        let answer = move |_| drop(tell.send(Err(Error::unavailable("the database is locked").into())));
        return Done { answer: Box::new(answer), standing: false };
    };
    let begun = now(conn, Step::Savepoint);
    conn.open_effects();
    // With SQLite nothing ever waits, unless a unit waits for something other than its connection, which is not allowed.
    let ran = catch_unwind(AssertUnwindSafe(|| unit(&mut *conn).now_or_never()));
    let result = match ran {
        Ok(Some(result)) => result,
        Ok(None) => {
            Err(Error::internal("a unit of work waited for something other than its connection").into())
        }
        Err(_) => Err(Error::internal("a unit of work panicked").into()),
    };
    let effects = conn.take_effects();
    let ended = if result.is_ok() {
        now(conn, Step::Release)
    } else {
        now(conn, Step::RollbackTo) && now(conn, Step::Release)
    };
    let answer = move |committed: bool| {
        if committed && result.is_ok() {
            effects.run();
        }
        // A caller who has gone away needs no result.
        let _ = tell.send(if committed {
            result
        } else {
            Err(Error::unavailable("the group was not committed").into())
        });
    };
    Done { answer: Box::new(answer), standing: begun && ended }
}

/// The statements with which the writer manages a group.
#[derive(Debug, Clone, Copy)]
enum Step {
    Begin,
    Commit,
    Rollback,
    Savepoint,
    Release,
    RollbackTo,
}

impl Step {
    fn sql(self) -> &'static str {
        match self {
            Self::Begin => "BEGIN IMMEDIATE",
            Self::Commit => "COMMIT",
            Self::Rollback => "ROLLBACK",
            Self::Savepoint => "SAVEPOINT unit",
            Self::Release => "RELEASE unit",
            Self::RollbackTo => "ROLLBACK TO unit",
        }
    }
}

// As queries, these statements are prepared once and cached. As batches, they would be parsed for each unit of work.
impl QueryFragment<diesel::sqlite::Sqlite> for Step {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, diesel::sqlite::Sqlite>) -> QueryResult<()> {
        out.push_sql(self.sql());
        Ok(())
    }
}

impl QueryId for Step {
    type QueryId = ();
    // One type stands for several SQL texts, so the text itself is the key.
    const HAS_STATIC_QUERY_ID: bool = false;
}

/// Executes a step. Returns whether it succeeded, and logs why it did not.
fn now(conn: &mut Conn, step: Step) -> bool {
    let Side::Sqlite(sqlite) = conn.side() else { return false };
    match step.execute(sqlite).now_or_never() {
        Some(Ok(_)) => true,
        Some(Err(error)) => {
            tracing::error!(db.statement = step.sql(), error = %error, "a statement of SQLite's writer failed");
            false
        }
        None => false,
    }
}
