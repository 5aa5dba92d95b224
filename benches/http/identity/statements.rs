//! What a token costs the database. PostgreSQL counts transactions, and a read is a transaction of one statement.

use std::time::Duration;

use serde_json::Value;

use crate::client::Client;
use crate::database::Database;
use crate::process::Process;
use crate::requests::{get, get_with};
use crate::stage::Side;
use crate::{Result, admin, say};

/// How many requests of each kind are sent. The server's own statements in the meantime are few.
const REQUESTS: u32 = 2000;
/// The time that PostgreSQL gets to add up what closed connections have done.
const REST: Duration = Duration::from_secs(1);

/// Counts the statements, where the database counts transactions.
pub async fn measure(side: &Side) -> Result<()> {
    let Some(database) = side.databases.first() else { return Ok(()) };
    let nothing = run(database, None).await?;
    let mut each = Vec::new();
    for path in [format!("/v1/authors/{}", side.seed.authors[0]), "/v1/users/{own}".to_owned()] {
        let count = run(database, Some(&path)).await? - nothing;
        each.push(f64::from(i32::try_from(count)?) / f64::from(REQUESTS));
    }
    say(&format!(
        "{} token: statements for each request: an author {:.2}, a user {:.2}",
        side.name, each[0], each[1]
    ))
}

/// Returns the transactions of a server that starts, signs a user in, receives requests for this path with that token, and stops.
async fn run(database: &Database, path: Option<&str>) -> Result<i64> {
    let before = database.transactions().await?;
    let server = Process::imprint(&database.url())?;
    let token = admin::sign_in(&server.address).await?;
    let mut client = Client::connect(&server.address).await?;
    let own: Value = serde_json::from_slice(client.ask(&get_with("/v1/me", &token)).await?)?;
    if let Some(path) = path {
        let own = own["id"].as_str().ok_or("a user without id")?;
        let request =
            if path.contains("{own}") { get_with(&path.replace("{own}", own), &token) } else { get(path) };
        for _ in 0..REQUESTS {
            client.ask(&request).await?;
        }
    }
    drop(client);
    server.stop()?;
    tokio::time::sleep(REST).await;
    Ok(database.transactions().await? - before)
}
