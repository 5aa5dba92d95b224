//! Tests of what only PostgreSQL has: pools, replicas, TLS, timeouts, lost connections. Without a server they do nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use diesel::sql_types::Text;
use diesel_async::{RunQueryDsl as _, SimpleAsyncConnection as _};
use imprint::config::{Config, Layers};
use imprint::db::{Conn, Db, Migrations, Side};
use imprint::error::{Code, Error, Result};
use imprint::routes::REGISTRY;
use poem::http::Method;
use serde_json::json;

use crate::support::{Database, Kind, Kit, sql};

fn config(url: &str, settings: &[(&str, &str)]) -> Config {
    let layers =
        Config::defaults(REGISTRY.settings()).set("database.url", url.to_owned(), "the test").unwrap();
    let set = |layers: Layers, (name, value): &(&str, &str)| {
        layers.set(name, (*value).to_owned(), "the test").unwrap()
    };
    Config::read(settings.iter().fold(layers, set), REGISTRY.settings()).unwrap()
}

/// A unit that takes its time on the server.
async fn sleep(conn: &mut Conn, seconds: f32) -> Result<()> {
    let Side::Postgres(conn) = conn.side() else { panic!("not PostgreSQL") };
    Ok(conn.batch_execute(&format!("SELECT pg_sleep({seconds})")).await?)
}

/// The database that a connection leads to.
async fn name(conn: &mut Conn) -> Result<String, Error> {
    let Side::Postgres(conn) = conn.side() else { panic!("not PostgreSQL") };
    Ok(diesel::select(diesel::dsl::sql::<Text>("current_database()::text")).get_result(conn).await?)
}

#[tokio::test(flavor = "multi_thread")]
async fn reads_go_to_the_replica_and_writes_to_the_primary() {
    let (Some(primary), Some(replica)) =
        (Database::migrated(Kind::Postgres).await, Database::migrated(Kind::Postgres).await)
    else {
        return;
    };
    // Nothing copies from one to the other, so that it can be seen which of them was asked.
    let kit = Kit::of(config(&primary.url(), &[("database.replica_url", &replica.url())])).await;

    let path = format!("/v1/authors/{}", kit.author("A", "B").await);

    kit.get(&path).await.expect(404);
    kit.call(Method::DELETE, &path, &[], ()).await.expect(204);
    kit.get("/readyz").await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_must_not_be_a_moment_old_is_read_from_the_primary() {
    let (Some(primary), Some(replica)) =
        (Database::migrated(Kind::Postgres).await, Database::migrated(Kind::Postgres).await)
    else {
        return;
    };
    let config = config(&primary.url(), &[("database.replica_url", &replica.url())]);
    let db = Db::open(&config.database).await.unwrap();

    let asked = db.read(async |conn: &mut Conn| name(conn).await).await.unwrap();
    let latest = db.read_latest(async |conn: &mut Conn| name(conn).await).await.unwrap();

    assert!(replica.url().ends_with(&asked) && primary.url().ends_with(&latest), "{asked}, {latest}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exhausted_pool_is_told_as_overloaded_within_the_wait_limit() {
    let Some(database) = Database::migrated(Kind::Postgres).await else { return };
    let settings = [("database.pool_size", "1"), ("database.wait_ms", "100")];
    let db = Db::open(&config(&database.url(), &settings).database).await.unwrap();
    let holder = db.clone();
    let hold = tokio::spawn(async move { holder.read(async |conn: &mut Conn| sleep(conn, 1.0).await).await });
    tokio::time::sleep(Duration::from_millis(300)).await;

    let began = std::time::Instant::now();
    let refused = db.read(async |_: &mut Conn| -> Result<()> { Ok(()) }).await.unwrap_err();

    assert_eq!(refused.code(), Code::OVERLOADED);
    assert!(began.elapsed() < Duration::from_millis(700));
    hold.await.unwrap().unwrap();
    db.read(async |_: &mut Conn| -> Result<()> { Ok(()) }).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_statement_that_takes_too_long_is_ended_and_undone() {
    let Some(database) = Database::migrated(Kind::Postgres).await else { return };
    let settings = [("database.statement_timeout_ms", "100")];
    let db = Db::open(&config(&database.url(), &settings).database).await.unwrap();

    let failed = db.write(async |conn: &mut Conn| sleep(conn, 5.0).await).await.unwrap_err();

    assert_eq!(failed.code(), Code::DATABASE_UNAVAILABLE);
    db.write(async |_: &mut Conn| -> Result<()> { Ok(()) }).await.unwrap();
}

const KILL: &str = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";

#[tokio::test(flavor = "multi_thread")]
async fn connections_that_died_while_nobody_used_them_cost_no_request_anything() {
    let Some(database) = Database::migrated(Kind::Postgres).await else { return };
    let kit = Kit::of(config(&database.url(), &[("database.pool_size", "5")])).await;
    let path = format!("/v1/authors/{}", kit.author("A", "B").await);

    for round in 0..3 {
        let busy = (0..5).map(|_| kit.app.db.read(async |conn: &mut Conn| sleep(conn, 0.1).await));
        futures_util::future::try_join_all(busy).await.unwrap();
        sql(&database.url(), KILL).await;
        // That a connection has ended may not have arrived yet. Reads are done again then.
        for _ in 0..6 {
            kit.get(&path).await.expect(200);
        }
        sql(&database.url(), KILL).await;
        tokio::time::sleep(Duration::from_millis(300)).await;
        for number in 0..6 {
            kit.get(&path).await.expect(200);
            kit.author("C", &format!("D{round}{number}")).await;
            kit.put(&path, &json!({"firstName": "A", "lastName": "B"})).await.expect(200);
        }
    }
    kit.get("/readyz").await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_unit_that_another_stopped_is_run_again_and_its_effects_happen_once() {
    let Some(kit) = Kit::new(Kind::Postgres).await else { return };
    for (state, times) in [("40001", 1), ("40P01", 4)] {
        let (runs, effects) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
        let (counted, happened) = (Arc::clone(&runs), Arc::clone(&effects));
        let unit = async move |conn: &mut Conn| -> Result<()> {
            conn.after_commit(move || {
                happened.fetch_add(1, Ordering::Relaxed);
            });
            let message = if state == "40001" { "could not serialize access" } else { "deadlock detected" };
            let raise = format!("DO $$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = '{state}'; END $$");
            let Side::Postgres(c) = conn.side() else { unreachable!() };
            if counted.fetch_add(1, Ordering::Relaxed) < times {
                Ok(c.batch_execute(&raise).await?)
            } else {
                Ok(())
            }
        };

        kit.app.db.write(unit).await.unwrap();

        assert_eq!(
            (runs.as_ref().load(Ordering::Relaxed), effects.as_ref().load(Ordering::Relaxed)),
            (times + 1, 1),
            "{state}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn units_that_lock_the_same_rows_in_opposite_orders_both_come_through() {
    let Some(kit) = Kit::new(Kind::Postgres).await else { return };
    let (one, other) = (kit.author("A", "B").await, kit.author("C", "D").await);
    let lock = |first: &str, second: &str| {
        let [first, second] =
            [first, second].map(|id| format!("UPDATE authors SET version = version + 1 WHERE id = '{id}'"));
        async move |conn: &mut Conn| -> Result<()> {
            let Side::Postgres(c) = conn.side() else { unreachable!() };
            c.batch_execute(&first).await?;
            c.batch_execute("SELECT pg_sleep(0.2)").await?;
            Ok(c.batch_execute(&second).await?)
        }
    };

    let (left, right) =
        tokio::join!(kit.app.db.write(lock(&one, &other)), kit.app.db.write(lock(&other, &one)));

    left.unwrap();
    right.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_isbns_in_opposite_orders_stop_nobody() {
    let Some(kit) = Kit::new(Kind::Postgres).await else { return };
    let author = kit.author("A", "B").await;
    for round in 0..5 {
        let isbns: Vec<_> = (0..100).map(|number| isbn(round * 100 + number)).collect();
        let body = |isbns: Vec<&String>| {
            let items = isbns.into_iter().map(
                |isbn| json!({"title": "T", "authorId": author, "pages": 1, "genre": "novel", "isbn": isbn}),
            );
            json!({"items": items.collect::<Vec<_>>()})
        };
        let bodies: Vec<_> = (0..6)
            .map(|turn| {
                body(if turn % 2 == 0 { isbns.iter().collect() } else { isbns.iter().rev().collect() })
            })
            .collect();

        let answers =
            futures_util::future::join_all(bodies.iter().map(|body| kit.post("/v1/books/bulk", body))).await;

        let made = answers
            .into_iter()
            .flat_map(|answer| answer.expect(200).json()["results"].as_array().unwrap().clone());
        let mut statuses: Vec<_> = made.map(|result| result["status"].as_i64().unwrap()).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [vec![201; 100], vec![409; 500]].concat());
    }
}

/// An ISBN with this number in it.
fn isbn(number: u32) -> String {
    let digits = format!("978{number:09}");
    let sum: u32 = digits
        .bytes()
        .zip([1, 3].into_iter().cycle())
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_primary_that_takes_no_writes_is_told_by_the_probe_and_is_no_failure_of_ours() {
    let Some(database) = Database::migrated(Kind::Postgres).await else { return };
    let kit = Kit::of(config(&database.url(), &[])).await;
    let path = format!("/v1/authors/{}", kit.author("A", "B").await);
    kit.get("/readyz").await.expect(200);
    let name = database.url().rsplit('/').next().unwrap().to_owned();
    let turn = async |to: &str| {
        sql(&database.url(), &format!("ALTER DATABASE {name} SET default_transaction_read_only = {to}"))
            .await;
        sql(&database.url(), KILL).await;
        tokio::time::sleep(Duration::from_millis(1200)).await;
    };

    turn("on").await;

    kit.get("/readyz").await.expect(503);
    kit.get(&path).await.expect(200);
    let refused = kit.post("/v1/authors", &json!({"firstName": "A", "lastName": "B"})).await.expect(503);
    assert_eq!(refused.code(), "database_unavailable");
    let url = format!("{}?options=-c%20default_transaction_read_only%3Doff", database.url());
    sql(&url, &format!("ALTER DATABASE {name} RESET default_transaction_read_only")).await;
    sql(&url, KILL).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    kit.get("/readyz").await.expect(200);
    kit.author("C", "D").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tls_is_refused_when_the_certificate_is_not_known() {
    let Some(database) = Database::empty(Kind::Postgres).await else { return };
    let url = format!("{}?sslmode=verify-full", database.url());

    let refused = Migrations::run(&config(&url, &[]).database).await.unwrap_err();

    // Either the server has no TLS, or it has a certificate that nobody vouches for. Never does it go on in clear.
    assert_eq!(refused.code(), Code::DATABASE_UNAVAILABLE);
}

/// A statement that is prepared anew each time costs PostgreSQL twice as much. diesel gives some of those up that it can't be sure of.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_again_and_again_is_prepared_once() {
    let Some(database) = Database::migrated(Kind::Postgres).await else { return };
    let kit = Kit::of(config(&database.url(), &[("database.pool_size", "1")])).await;

    for round in 0..2 {
        let author = kit.author("Ann", &round.to_string()).await;
        let book = kit.book(&author, "A").await;
        kit.get(&format!("/v1/books/{book}")).await.expect(200);
        kit.get("/v1/books?limit=3").await.expect(200);
    }

    let kept = kit.app.db.read(async |conn: &mut Conn| kept_statements(conn).await).await.unwrap();
    for begin in
        ["WITH event AS (INSERT INTO \"audit_events\"", "WITH author AS (SELECT", "SELECT \"books\"."]
    {
        assert!(kept.iter().any(|text| text.starts_with(begin)), "{begin}: {kept:#?}");
    }
}

async fn kept_statements(conn: &mut Conn) -> Result<Vec<String>> {
    let Side::Postgres(conn) = conn.side() else { panic!("not PostgreSQL") };
    Ok(diesel::select(diesel::dsl::sql::<Text>("statement FROM pg_prepared_statements")).load(conn).await?)
}
