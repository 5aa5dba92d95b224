//! The servers that are compared, each with its own database, all filled alike.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::Result;
use crate::admin;
use crate::client::Client;
use crate::database::{self, Database};
use crate::process::Process;
use crate::requests::get;
use crate::seed::{Seed, seed};

/// The servers on one kind of database. Servers for writes are separate from servers for reads. Otherwise the databases for reads
/// would grow, by amounts that depend on which server writes faster.
pub struct Side {
    pub name: &'static str,
    pub reading: Process,
    pub writing: Process,
    pub bare_reading: Process,
    /// Only where one transaction per request is compared.
    pub bare_writing: Option<Process>,
    pub seed: Seed,
    /// The token for requests to `writing`.
    pub token: String,
    /// Kept to the end, and dropped after the servers that use the files.
    _files: Option<TempDir>,
    /// The database of `reading` is first; empty on SQLite.
    pub databases: Vec<Database>,
}

impl Side {
    /// Starts the servers on every available kind of database.
    pub async fn all() -> Result<Vec<Self>> {
        let mut sides = vec![Self::sqlite().await?];
        if let Some(server) = database::server()? {
            sides.push(Self::postgres(&server).await?);
        }
        Ok(sides)
    }

    /// Starts the servers on SQLite files in their own directory below `target`, which is on a disk and not in memory.
    pub async fn sqlite() -> Result<Self> {
        let files = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
        let url = |name: &str| format!("sqlite:{}", files.path().join(name).display());
        admin::make(&url("seed.db"))?;
        let first = Process::imprint(&url("seed.db"))?;
        let seed = seed(&first.address).await?;
        first.stop()?;
        for name in ["read.db", "write.db", "bare.db"] {
            copy(files.path(), name)?;
        }
        let writing = Process::imprint(&url("write.db"))?;
        let this = Self {
            name: "sqlite",
            token: admin::sign_in(&writing.address).await?,
            reading: Process::imprint(&url("read.db"))?,
            writing,
            bare_reading: Process::bare(&url("read.db"))?,
            bare_writing: Some(Process::bare(&url("bare.db"))?),
            seed,
            _files: Some(files),
            databases: Vec::new(),
        };
        this.agree().await
    }

    /// Starts the servers on databases of an existing PostgreSQL server.
    pub async fn postgres(server: &str) -> Result<Self> {
        let database = Database::make(server, "read", None).await?;
        admin::make(&database.url())?;
        let first = Process::imprint(&database.url())?;
        let seed = seed(&first.address).await?;
        first.stop()?;
        database.run("VACUUM ANALYZE").await?;
        let written = Database::make(server, "write", Some(&database)).await?;
        let writing = Process::imprint(&written.url())?;
        let this = Self {
            name: "postgres",
            token: admin::sign_in(&writing.address).await?,
            reading: Process::imprint(&database.url())?,
            writing,
            bare_reading: Process::bare(&database.url())?,
            bare_writing: None,
            seed,
            _files: None,
            databases: vec![database, written],
        };
        this.agree().await
    }

    /// Checks that both servers return the same bytes. A bare server that does less would not be comparable.
    async fn agree(self) -> Result<Self> {
        let id = self.seed.books.first().ok_or("no books")?;
        let (mut bare, mut ours) = (
            Client::connect(&self.bare_reading.address).await?,
            Client::connect(&self.reading.address).await?,
        );
        let (bare_path, path) = (get(&format!("/books/{id}")), get(&format!("/v1/books/{id}")));
        let (bare, ours) = (bare.ask(&bare_path).await?.to_vec(), ours.ask(&path).await?);
        if bare != ours {
            let texts = (String::from_utf8_lossy(&bare), String::from_utf8_lossy(ours));
            return Err(format!("the bare server answers otherwise:\n{}\n{}", texts.0, texts.1).into());
        }
        Ok(self)
    }
}

/// Copies the database file of a stopped server. The file is complete, because the write-ahead log has been merged into it.
fn copy(folder: &Path, name: &str) -> Result<()> {
    if folder.join("seed.db-wal").exists() {
        return Err("the seeded database was not closed in good order".into());
    }
    fs::copy(folder.join("seed.db"), folder.join(name))?;
    Ok(())
}
