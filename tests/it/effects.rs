//! Tests of the effects that units of work request for after their commit.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use diesel_async::RunQueryDsl as _;
use imprint::db::{Conn, Side};
use imprint::error::{Code, Error, Result};
use imprint::on;

use crate::support::{Kit, both};

/// What has happened so far.
#[derive(Debug, Clone, Default)]
struct Log(Arc<Mutex<Vec<&'static str>>>);

impl Log {
    /// Something that happens.
    fn effect(&self, name: &'static str) -> impl FnOnce() + Clone + Send + 'static {
        let log = self.clone();
        move || log.0.lock().unwrap().push(name)
    }

    fn shown(&self) -> Vec<&'static str> {
        self.0.lock().unwrap().clone()
    }
}

/// Leaves something that the commit fails of: a row that points to nobody, which is checked at the end.
async fn spoil_the_commit(conn: &mut Conn) -> Result<()> {
    let (kind, nobody) = match conn.side() {
        Side::Sqlite(_) => ("BLOB", "x'00'"),
        Side::Postgres(_) => ("uuid", "gen_random_uuid()"),
    };
    let table =
        format!("CREATE TABLE pointer (author {kind} REFERENCES authors (id) DEFERRABLE INITIALLY DEFERRED)");
    let row = format!("INSERT INTO pointer VALUES ({nobody})");
    for statement in [&table, &row] {
        on!(conn, |c| diesel::sql_query(statement).execute(c).await)?;
    }
    Ok(())
}

both! {
    async fn effects_run_in_order_before_the_caller_is_answered(kit: Kit) {
        let log = Log::default();
        let (one, two) = (log.effect("one"), log.effect("two"));
        let unit = async move |conn: &mut Conn| {
            conn.after_commit(one);
            conn.after_commit(two);
            Ok(7)
        };

        let answer: Result<i32> = kit.app.db.write(unit).await;

        assert_eq!((answer.unwrap(), log.shown()), (7, vec!["one", "two"]));
    }

    async fn effects_of_a_unit_that_failed_or_panicked_are_dropped(kit: Kit) {
        let log = Log::default();
        let (one, two) = (log.effect("one"), log.effect("two"));
        let fails = async move |conn: &mut Conn| {
            conn.after_commit(one);
            Err::<(), _>(Error::from(imprint::catalogue::errors::BOOK_NOT_FOUND))
        };
        let panics = async move |conn: &mut Conn| -> Result<()> {
            conn.after_commit(two);
            panic!("as the test wants it");
        };

        assert_eq!(kit.app.db.write(fails).await.unwrap_err().code(), imprint::catalogue::errors::BOOK_NOT_FOUND);
        assert_eq!(kit.app.db.write(panics).await.unwrap_err().code(), Code::INTERNAL);
        // Nothing of them is left for who comes next.
        let next: Result<()> = kit.app.db.write(async |_: &mut Conn| Ok(())).await;

        next.unwrap();
        assert_eq!(log.shown(), Vec::<&str>::new());
    }

    async fn effects_of_a_unit_that_could_not_be_committed_are_dropped(kit: Kit) {
        let log = Log::default();
        let effect = log.effect("one");
        let unit = async move |conn: &mut Conn| {
            conn.after_commit(effect);
            spoil_the_commit(conn).await
        };

        kit.app.db.write(unit).await.unwrap_err();

        assert_eq!(log.shown(), Vec::<&str>::new());
    }

    async fn an_effect_that_panics_stops_nobody_else(kit: Kit) {
        let log = Log::default();
        let after = log.effect("after");
        let unit = async move |conn: &mut Conn| -> Result<()> {
            conn.after_commit(|| panic!("as the test wants it"));
            conn.after_commit(after);
            Ok(())
        };

        kit.app.db.write(unit).await.unwrap();
        kit.author("A", "B").await;

        assert_eq!(log.shown(), ["after"]);
    }

    async fn effects_run_though_nobody_waits_any_more_and_can_start_tasks(kit: Kit) {
        let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
        {
            let unit = async move |conn: &mut Conn| -> Result<()> {
                conn.after_commit(move || drop(tokio::spawn(async move { tell.send("done") })));
                Ok(())
            };
            let mut write = std::pin::pin!(kit.app.db.write(unit));
            // Asked once, so that it is under way, and then given up.
            let _ = futures_util::poll!(&mut write);
        }

        let told = tokio::time::timeout(Duration::from_secs(10), told.recv()).await;

        assert_eq!(told.unwrap().unwrap(), "done");
    }

    async fn a_read_has_no_effects(kit: Kit) {
        let log = Log::default();
        let effect = log.effect("one");
        let unit = async move |conn: &mut Conn| {
            conn.after_commit(effect);
            Ok(())
        };

        kit.app.db.read(unit).await.unwrap();
        kit.author("A", "B").await;

        assert_eq!(log.shown(), Vec::<&str>::new());
    }
}
