//! Tests of the database layer, on both databases.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use imprint::config::DatabaseConfig;
use imprint::db::schema::{audit_events, authors, books};
use imprint::db::{Conn, Db, Migrations};
use imprint::error::{Code, Error, Result};
use imprint::id::Id;
use imprint::on;

use crate::support::{Database, Kind, Kit, both};

async fn count(db: &Db) -> i64 {
    db.read(async |conn: &mut Conn| Ok(on!(conn, |c| authors::table.count().get_result(c).await)?))
        .await
        .unwrap()
}

async fn insert(conn: &mut Conn, id: Id) -> Result<()> {
    let now: imprint::clock::Instant = "2026-01-01T00:00:00Z".parse().unwrap();
    on!(conn, |c| diesel::insert_into(authors::table)
        .values((
            authors::id.eq(id),
            authors::version.eq(1_i64),
            authors::created_at.eq(now),
            authors::updated_at.eq(now),
            authors::first_name.eq("A"),
            authors::last_name.eq("B"),
            authors::name_words.eq("b a"),
        ))
        .execute(c)
        .await)?;
    Ok(())
}

both! {
    async fn every_column_of_the_schema_is_there(kit: Kit) {
        let unit = async |conn: &mut Conn| {
            on!(conn, |c| authors::table.select(authors::all_columns).limit(0).execute(c).await)?;
            on!(conn, |c| books::table.select(books::all_columns).limit(0).execute(c).await)?;
            on!(conn, |c| audit_events::table.select(audit_events::all_columns).limit(0).execute(c).await)?;
            Ok(())
        };

        kit.app.db.read(unit).await.unwrap();
    }

    async fn a_unit_of_work_that_fails_leaves_nothing(kit: Kit) {
        let id = kit.app.ids.next();
        let unit = async move |conn: &mut Conn| {
            insert(conn, id).await?;
            Err::<(), _>(Error::from(imprint::catalogue::errors::BOOK_NOT_FOUND))
        };

        let failed = kit.app.db.write(unit).await.unwrap_err();

        assert_eq!(failed.code(), imprint::catalogue::errors::BOOK_NOT_FOUND);
        assert_eq!(count(&kit.app.db).await, 0);
    }

    async fn a_unit_of_work_that_panics_leaves_nothing_and_the_next_goes_on(kit: Kit) {
        let (one, two) = (kit.app.ids.next(), kit.app.ids.next());
        let panics = async move |conn: &mut Conn| -> Result<()> {
            insert(conn, one).await?;
            assert!(one == two, "on purpose");
            Ok(())
        };

        assert_eq!(kit.app.db.write(panics).await.unwrap_err().code(), Code::INTERNAL);
        kit.app.db.write(async move |conn: &mut Conn| insert(conn, two).await).await.unwrap();

        assert_eq!(count(&kit.app.db).await, 1);
    }

    async fn a_failure_in_a_group_takes_nobody_else_with_it(kit: Kit) {
        let ids: Vec<_> = (0..40).map(|_| kit.app.ids.next()).collect();
        let units = ids.iter().enumerate().map(|(at, id)| {
            let (db, id) = (kit.app.db.clone(), *id);
            tokio::spawn(async move {
                let unit = async move |conn: &mut Conn| {
                    insert(conn, id).await?;
                    // Every fourth runs into the primary key.
                    if at % 4 == 0 { insert(conn, id).await } else { Ok(()) }
                };
                db.write(unit).await.is_ok()
            })
        });
        let units: Vec<_> = units.collect();

        let mut done = 0;
        for unit in units {
            done += i64::from(unit.await.unwrap());
        }

        assert_eq!((done, count(&kit.app.db).await), (30, 30));
    }

    async fn a_caller_who_stops_waiting_does_not_stop_a_unit_of_work(kit: Kit) {
        let id = kit.app.ids.next();
        {
            let write = kit.app.db.write(async move |conn: &mut Conn| insert(conn, id).await);
            let mut write = std::pin::pin!(write);
            // Asked once, so that it is under way, and then given up.
            assert!(futures_util::poll!(&mut write).is_pending());
        }

        for _ in 0..200 {
            if count(&kit.app.db).await == 1 {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        panic!("the unit of work was lost");
    }
}

/// The migrations that a database lacks.
async fn pending(db: &Db) -> Vec<String> {
    db.read(async |conn: &mut Conn| Migrations::pending(conn).await).await.unwrap()
}

async fn up_and_down(kind: Kind) {
    let Some(database) = Database::empty(kind).await else { return };
    let config: &DatabaseConfig = &database.config;

    let up = Migrations::run(config).await.unwrap();
    let again = Migrations::run(config).await.unwrap();
    let db = Db::open(config).await.unwrap();
    assert_eq!(pending(&db).await, Vec::<String>::new());
    let down = Migrations::revert(config).await.unwrap();
    assert_eq!(pending(&db).await.len(), up.len());
    drop(db);
    let back = Migrations::run(config).await.unwrap();

    assert!(up.len() >= 2 && again.is_empty());
    assert_eq!((up.len(), &up), (down.len(), &back));
}

#[tokio::test(flavor = "multi_thread")]
async fn migrations_go_up_and_down_and_up_again_on_sqlite() {
    up_and_down(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn migrations_go_up_and_down_and_up_again_on_postgres() {
    up_and_down(Kind::Postgres).await;
}

async fn together(kind: Kind) {
    let Some(database) = Database::empty(kind).await else { return };

    let runs = (0..4).map(|_| {
        let config = database.config.clone();
        tokio::spawn(async move { Migrations::run(&config).await.unwrap().len() })
    });
    let runs: Vec<_> = runs.collect();

    let mut done = Vec::new();
    for run in runs {
        done.push(run.await.unwrap());
    }
    assert_eq!(done.iter().filter(|count| **count > 0).count(), 1, "{done:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nodes_that_start_together_migrate_once_on_sqlite() {
    together(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nodes_that_start_together_migrate_once_on_postgres() {
    together(Kind::Postgres).await;
}

#[test]
fn both_databases_have_migrations_of_the_same_names() {
    let names = |kind: &str| {
        let folder = format!("{}/migrations/{kind}", env!("CARGO_MANIFEST_DIR"));
        let mut names: Vec<_> =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };

    assert_eq!(names("sqlite"), names("postgres"));
}

/// The database is busy for longer than anyone waits: everybody is told so, within the limit.
#[tokio::test(flavor = "multi_thread")]
async fn a_full_queue_is_told_as_overloaded() {
    let Some(mut database) = Database::migrated(Kind::Sqlite).await else { return };
    database.config.queue_size = 1;
    database.config.wait = std::time::Duration::from_millis(50);
    let db = Db::open(&database.config).await.unwrap();
    let slow = |db: Db| {
        tokio::spawn(async move {
            let unit = async |_: &mut Conn| -> Result<()> {
                std::thread::sleep(std::time::Duration::from_millis(400));
                Ok(())
            };
            db.write(unit).await
        })
    };
    let writes: Vec<_> = (0..6).map(|_| slow(db.clone())).collect();

    let mut refused = 0;
    for write in writes {
        refused += i32::from(matches!(write.await.unwrap(), Err(error) if error.code() == Code::OVERLOADED));
    }

    assert!(refused >= 1);
    db.write(async |_: &mut Conn| -> Result<()> { Ok(()) }).await.unwrap();
}

/// A unit of work touches nothing but its connection: waiting for anything else is a defect, and is told as one.
#[tokio::test(flavor = "multi_thread")]
async fn a_unit_of_work_that_waits_for_something_else_fails() {
    let kit = Kit::new(Kind::Sqlite).await.unwrap();
    let unit = async |_: &mut Conn| -> Result<()> {
        tokio::task::yield_now().await;
        Ok(())
    };

    assert_eq!(kit.app.db.write(unit).await.unwrap_err().code(), Code::INTERNAL);
}

/// Somebody else has the file: nothing is done, and the caller is told so. Afterwards it goes on.
#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_another_process_holds_is_unavailable_and_nothing_is_done() {
    use diesel::connection::SimpleConnection as _;

    let database = Database::migrated(Kind::Sqlite).await.unwrap();
    let db = Db::open(&database.config).await.unwrap();
    let imprint::config::DatabaseUrl::Sqlite(path) = &database.config.url else { unreachable!() };
    let mut other = SqliteConnection::establish(path.to_str().unwrap()).unwrap();
    // It waits until the writer is done with opening the file.
    other.batch_execute("PRAGMA busy_timeout = 10000; BEGIN IMMEDIATE").unwrap();
    let id = Id::example(1);

    let refused = db.write(async move |conn: &mut Conn| insert(conn, id).await).await.unwrap_err();
    other.batch_execute("ROLLBACK").unwrap();

    assert_eq!(refused.code(), Code::DATABASE_UNAVAILABLE);
    assert_eq!(count(&db).await, 0);
    db.write(async move |conn: &mut Conn| insert(conn, id).await).await.unwrap();
}
