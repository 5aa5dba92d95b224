//! What only PostgreSQL has: pools, replicas, TLS, limits of time, connections that break. Without a server these tests do nothing.

use std::time::Duration;

use diesel::sql_types::Text;
use diesel_async::{RunQueryDsl as _, SimpleAsyncConnection as _};
use imprint::config::{Config, Layers};
use imprint::db::{Conn, Db, Migrations, Side};
use imprint::error::{Code, Error, Result};
use imprint::routes::REGISTRY;
use poem::http::Method;

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

#[tokio::test(flavor = "multi_thread")]
async fn broken_connections_are_thrown_away_and_cause_nothing_but_503() {
    let Some(database) = Database::migrated(Kind::Postgres).await else { return };
    let kit = Kit::of(config(&database.url(), &[("database.pool_size", "3")])).await;
    let author = kit.author("A", "B").await;
    let path = format!("/v1/authors/{author}");

    let kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
    sql(&database.url(), kill).await;
    let mut statuses = Vec::new();
    for _ in 0..6 {
        statuses.push(kit.get(&path).await.status.as_u16());
    }

    assert!(statuses.iter().all(|status| matches!(status, 200 | 503)), "{statuses:?}");
    assert_eq!(statuses.last(), Some(&200), "{statuses:?}");
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
