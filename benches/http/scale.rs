//! Compares a thousand books with a million: P6. SQL inserts the rows, because a million requests would take too long.

use serde_json::Value;

use crate::arguments::Arguments;
use crate::client::Client;
use crate::database::{self, Database};
use crate::process::Process;
use crate::report::{self, ratio};
use crate::requests::{Requests, each, get};
use crate::standing::at_most;
use crate::turns::Turn;
use crate::{Result, say, sqlite, turns};

const FEW: usize = 1_000;
const MANY: usize = 1_000_000;
/// How many books are requested, evenly spread over all books.
const ASKED: usize = 10_000;
/// The number of positions in the list from which a page is requested.
const PLACES: usize = 10;

const SQLITE: &str = include_str!("scale/sqlite.sql");
const POSTGRES: &str = include_str!("scale/postgres.sql");

/// Measures both sizes on both databases in one interleaved run.
pub async fn measure(arguments: &Arguments) -> Result<()> {
    let files = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let postgres = database::server()?;
    let mut databases = Vec::new();
    let mut servers = Vec::new();
    for (size, word) in [(FEW, "few"), (MANY, "many")] {
        say(&format!("making {size} books"))?;
        let path = files.path().join(format!("{word}.db")).display().to_string();
        let server = Process::imprint(&format!("sqlite:{path}"))?;
        tokio::task::spawn_blocking(move || fill_sqlite(&path, size)).await??;
        servers.push(("sqlite", word, size, server));
        if let Some(postgres) = &postgres {
            let database = Database::make(postgres, word, None).await?;
            let server = Process::imprint(&database.url())?;
            database.run(&POSTGRES.replace("{BOOKS}", &size.to_string())).await?;
            database.run("VACUUM ANALYZE").await?;
            servers.push(("postgres", word, size, server));
            databases.push(database);
        }
    }
    servers.sort_by_key(|(side, ..)| std::cmp::Reverse(*side));
    let mut all = Vec::new();
    for (side, word, size, server) in &servers {
        let ids: Vec<_> = (0..ASKED).map(|number| id(1 + (number * 7919) % size)).collect();
        all.push(Turn::new(format!("{side} one {word}"), server, each("/v1/books", &ids)));
        all.push(Turn::new(format!("{side} page {word}"), server, pages(&server.address, *size).await?));
    }
    let figures = turns::run(all, arguments).await?;
    report::table(&figures)?;
    say("")?;
    for side in ["sqlite", "postgres"] {
        for what in ["one", "page"] {
            if let Some(ratio) =
                ratio(&figures, &format!("{side} {what} few"), &format!("{side} {what} many"))
            {
                at_most(&format!("P6 {side} {what}"), ratio.median, 1.3, "")?;
            }
        }
    }
    drop(servers);
    drop(databases);
    Ok(())
}

fn fill_sqlite(path: &str, size: usize) -> Result<()> {
    use diesel::connection::SimpleConnection as _;
    Ok(sqlite::connect(path)?.batch_execute(&SQLITE.replace("{BOOKS}", &size.to_string()))?)
}

/// Returns the id of the book with this number, as the SQL statements generate it.
fn id(number: usize) -> String {
    format!("019b76da-a800-7000-8000-{number:012x}")
}

/// Returns requests for pages by cursor, at positions all over the list. The cursors come from pages by number, each requested
/// once because that is slow.
async fn pages(address: &str, size: usize) -> Result<Requests> {
    let mut client = Client::connect(address).await?;
    let limit = (size / 20).min(100);
    let mut requests = Requests::new();
    for place in 0..PLACES {
        let page = 1 + (size / limit - 2) * place / PLACES;
        let answer = client.ask(&get(&format!("/v1/books?limit={limit}&page={page}"))).await?;
        let answer: Value = serde_json::from_slice(answer)?;
        let cursor = answer["meta"]["nextCursor"].as_str().ok_or("a page without a next one")?;
        requests.push(get(&format!("/v1/books?limit=20&cursor={cursor}")));
    }
    Ok(requests)
}
