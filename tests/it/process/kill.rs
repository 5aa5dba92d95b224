//! Sudden death under load: no write that was confirmed is lost.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::child::{Server, call};
use crate::support::{Database, Kind};

/// How often the server dies. `IMPRINT_TEST_KILLS=50` for the long run.
fn rounds() -> usize {
    std::env::var("IMPRINT_TEST_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(4)
}

const WRITERS: usize = 8;

async fn kill_under_load(kind: Kind) {
    let Some(database) = Database::migrated(kind).await else { return };
    let answered: Arc<Mutex<Vec<String>>> = Arc::default();
    for round in 0..rounds() {
        let mut server = Server::start(&database, &["--demo"]);
        let token = server.sign_in();
        let over = Arc::new(AtomicBool::new(false));
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let (address, over, answered) = (server.address, Arc::clone(&over), Arc::clone(&answered));
                let token = token.clone();
                std::thread::spawn(move || {
                    for number in 0..10_000 {
                        if over.load(Ordering::Relaxed) {
                            return;
                        }
                        let body =
                            format!("{{\"firstName\": \"W{writer}\", \"lastName\": \"R{round} N{number}\"}}");
                        match call(address, "POST", "/v1/authors", &token, &body) {
                            Ok((201, author)) => {
                                answered.lock().unwrap().push(author["id"].as_str().unwrap().to_owned());
                            }
                            Ok((status, problem)) => panic!("{status} {problem}"),
                            // The server died before it answered: done or not, nobody was promised anything.
                            Err(_) => return,
                        }
                    }
                })
            })
            .collect();
        // Each time at another moment of the load, and never before there is one.
        let enough = answered.lock().unwrap().len() + 20 + 37 * (round % 7);
        let deadline = Instant::now() + Duration::from_secs(30);
        while answered.lock().unwrap().len() < enough && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(1));
        }

        server.child.kill().unwrap();
        server.child.wait().unwrap();
        over.store(true, Ordering::Relaxed);
        for writer in writers {
            writer.join().unwrap();
        }
    }

    let server = Server::start(&database, &[]);
    let answered = std::mem::take(&mut *answered.lock().unwrap());
    assert!(answered.len() > rounds() * 10, "only {} writes were answered", answered.len());
    for id in &answered {
        let (status, author) = server.call("GET", &format!("/v1/authors/{id}"), "").unwrap();
        assert_eq!(status, 200, "an answered write is lost: {id} {author}");
    }
    drop(server);
    integrity(&database);
}

/// SQLite's own check of the file; PostgreSQL has none to ask.
fn integrity(database: &Database) {
    use diesel::connection::SimpleConnection as _;
    use diesel::prelude::*;

    if let imprint::config::DatabaseUrl::Sqlite(path) = &database.config.url {
        #[derive(QueryableByName)]
        struct Check {
            #[diesel(sql_type = diesel::sql_types::Text)]
            integrity_check: String,
        }
        let mut conn = SqliteConnection::establish(path.to_str().unwrap()).unwrap();
        let found: Vec<Check> = diesel::sql_query("PRAGMA integrity_check").load(&mut conn).unwrap();
        assert_eq!(found.iter().map(|row| row.integrity_check.as_str()).collect::<Vec<_>>(), ["ok"]);
        // The search index holds what the table holds; this fails if it does not.
        conn.batch_execute("INSERT INTO authors_search (authors_search, rank) VALUES ('integrity-check', 1)")
            .unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn kill_9_under_load_loses_no_answered_write_on_sqlite() {
    kill_under_load(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn kill_9_under_load_loses_no_answered_write_on_postgres() {
    kill_under_load(Kind::Postgres).await;
}
