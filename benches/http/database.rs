//! PostgreSQL databases that the benchmarks create, and drop at the end.

use tokio_postgres::{Config, NoTls};

use crate::Result;

/// Returns the URL of PostgreSQL, if the environment names one.
pub fn server() -> Result<Option<String>> {
    let url = std::env::var("IMPRINT_TEST_POSTGRES_URL").ok().filter(|url| !url.is_empty());
    if url.is_none() {
        crate::say("IMPRINT_TEST_POSTGRES_URL is not set: PostgreSQL is left out.")?;
    }
    Ok(url)
}

/// A database of the benchmark. Dropping the value drops the database.
pub struct Database {
    server: String,
    name: String,
}

impl Database {
    /// Creates a database, either empty or as a copy of another.
    pub async fn make(server: &str, name: &str, like: Option<&Self>) -> Result<Self> {
        let this =
            Self { server: server.to_owned(), name: format!("imprint_bench_{}_{name}", std::process::id()) };
        let like = like.map(|other| format!("TEMPLATE {}", other.name)).unwrap_or_default();
        run(server.parse()?, &format!("CREATE DATABASE {} {like}", this.name)).await?;
        Ok(this)
    }

    /// Returns its URL.
    pub fn url(&self) -> String {
        let (base, options) =
            self.server.split_once('?').map_or((&*self.server, None), |(a, b)| (a, Some(b)));
        let (head, tail) = base.split_once("://").unwrap_or(("postgres", base));
        let host = tail.split('/').next().unwrap_or_default();
        let options = options.map(|options| format!("?{options}")).unwrap_or_default();
        format!("{head}://{host}/{}{options}", self.name)
    }

    /// Returns how many transactions were committed in it so far, as far as closed connections have reported them.
    pub async fn transactions(&self) -> Result<i64> {
        let (client, connection) = self.server.parse::<Config>()?.connect(NoTls).await?;
        tokio::spawn(connection);
        let sql = "SELECT xact_commit FROM pg_stat_database WHERE datname = $1";
        Ok(client.query_one(sql, &[&self.name]).await?.get(0))
    }

    /// Runs statements in it.
    pub async fn run(&self, sql: &str) -> Result<()> {
        run(self.url().parse()?, sql).await
    }
}

impl Drop for Database {
    /// Runs on a thread of its own, because a runtime may be running on this one.
    fn drop(&mut self) {
        let (server, sql) =
            (self.server.clone(), format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
        let work = move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async { run(server.parse()?, &sql).await })
        };
        if !matches!(std::thread::spawn(work).join(), Ok(Ok(()))) {
            let _ = crate::say(&format!("The database {} could not be dropped.", self.name));
        }
    }
}

async fn run(config: Config, sql: &str) -> Result<()> {
    let (client, connection) = config.connect(NoTls).await?;
    let connection = tokio::spawn(connection);
    let done = client.batch_execute(sql).await;
    drop(client);
    connection.await??;
    Ok(done?)
}
