//! A row that changes all the time.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use diesel_async::RunQueryDsl as _;
use imprint::db::{Conn, Side};
use imprint::error::Error;
use imprint::on;

use super::{Answer, Kit};

/// Tasks that change one row: enough that one of them is always at it, few enough that connections are left for others.
const WRITERS: usize = 3;
/// For how long somebody tries to lose five rounds in a row.
const PATIENCE: Duration = Duration::from_secs(20);

/// Keeps giving a row the next version, until it is dropped. Whoever works out a change meanwhile finds another version when writing it.
pub struct Busy(Arc<AtomicBool>);

impl Busy {
    /// Keeps `table`'s row with this id busy: `Busy::row(&kit, "books", &id)`.
    pub fn row(kit: &Kit, table: &'static str, id: &str) -> Self {
        let rest = Arc::new(AtomicBool::new(false));
        for _ in 0..WRITERS {
            let (db, id, rest) = (kit.app.db.clone(), id.replace('-', ""), Arc::clone(&rest));
            tokio::spawn(async move {
                while !AtomicBool::load(&rest, Ordering::Relaxed) {
                    let id = id.clone();
                    let unit = async move |conn: &mut Conn| -> Result<(), Error> {
                        let id = match conn.side() {
                            Side::Sqlite(_) => format!("x'{id}'"),
                            Side::Postgres(_) => format!("'{id}'::uuid"),
                        };
                        let update = format!("UPDATE {table} SET version = version + 1 WHERE id = {id}");
                        on!(conn, |c| diesel::sql_query(&update).execute(c).await)?;
                        Ok(())
                    };
                    // One that finds the house full tries again.
                    let _ = db.write(unit).await;
                }
            });
        }
        Self(rest)
    }

    /// Sends something that works out a change of the row, until it has lost too many rounds and is told so (`write_conflict`).
    pub async fn conflict(&self, send: impl AsyncFn() -> Answer) -> Answer {
        let end = tokio::time::Instant::now() + PATIENCE;
        loop {
            let answer = send().await;
            if answer.status.as_u16() == 409 || tokio::time::Instant::now() > end {
                return answer;
            }
        }
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
