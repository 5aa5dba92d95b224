//! A database for each test: a copy of a migrated one.

use std::hash::{Hash as _, Hasher as _};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use imprint::config::{Config, DatabaseConfig, Layers};
use imprint::db::Migrations;
use imprint::routes::REGISTRY;
use tokio::sync::OnceCell;

/// Which database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Sqlite,
    Postgres,
}

/// A database that goes away with its test.
#[derive(Debug)]
pub struct Database {
    pub config: DatabaseConfig,
    cleanup: Cleanup,
}

#[derive(Debug)]
enum Cleanup {
    Folder { _folder: tempfile::TempDir },
    Server { url: String, name: String },
}

static SQLITE: OnceCell<(tempfile::TempDir, PathBuf)> = OnceCell::const_new();
static POSTGRES: OnceCell<String> = OnceCell::const_new();
static NEXT: AtomicU32 = AtomicU32::new(0);

/// The server that tests may use, if there is one.
pub fn postgres_url() -> Option<String> {
    std::env::var("IMPRINT_TEST_POSTGRES_URL").ok().filter(|url| !url.is_empty())
}

/// A configuration of this database, with a smaller pool than a server's: many tests run at once.
pub fn config(url: &str) -> Config {
    let layers = Config::defaults(REGISTRY.settings());
    let set =
        |layers: Layers, name: &str, value: &str| layers.set(name, value.to_owned(), "the test").unwrap();
    let layers = set(layers, "database.url", url);
    let layers = set(layers, "database.pool_size", "4");
    // What a hash costs is not what tests are about.
    let layers = set(layers, "identity.bcrypt_cost", "4");
    // A machine that is busy with tests is no reason to give up.
    let layers = set(layers, "database.wait_ms", "20000");
    Config::read(set(layers, "database.statement_timeout_ms", "20000"), REGISTRY.settings()).unwrap()
}

impl Database {
    /// A migrated database; `None` where there is no PostgreSQL to test with.
    pub async fn migrated(kind: Kind) -> Option<Self> {
        match kind {
            Kind::Sqlite => {
                let (_, template) = SQLITE.get_or_init(sqlite_template).await;
                let empty = Self::empty(kind).await?;
                let imprint::config::DatabaseUrl::Sqlite(path) = &empty.config.url else { unreachable!() };
                std::fs::copy(template, path).unwrap();
                Some(empty)
            }
            Kind::Postgres => {
                let url = postgres_url()?;
                let template = POSTGRES.get_or_init(|| postgres_template(url.clone())).await;
                let name =
                    format!("imprint_test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
                sql(&url, &format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
                Some(Self::of_server(url, name))
            }
        }
    }

    /// A database without tables.
    pub async fn empty(kind: Kind) -> Option<Self> {
        match kind {
            Kind::Sqlite => {
                let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
                let url = format!("sqlite:{}", folder.path().join("imprint.db").display());
                Some(Self { config: config(&url).database, cleanup: Cleanup::Folder { _folder: folder } })
            }
            Kind::Postgres => {
                let url = postgres_url()?;
                let name =
                    format!("imprint_test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
                sql(&url, &format!("CREATE DATABASE {name}")).await;
                Some(Self::of_server(url, name))
            }
        }
    }

    fn of_server(url: String, name: String) -> Self {
        Self { config: config(&database_url(&url, &name)).database, cleanup: Cleanup::Server { url, name } }
    }

    /// Its address, as a process would be told.
    pub fn url(&self) -> String {
        match (&self.config.url, &self.cleanup) {
            (imprint::config::DatabaseUrl::Sqlite(path), _) => format!("sqlite:{}", path.display()),
            (_, Cleanup::Server { url, name }) => database_url(url, name),
            _ => unreachable!(),
        }
    }
}

impl Drop for Cleanup {
    fn drop(&mut self) {
        let Self::Server { url, name } = self else { return };
        let (url, statement) = (url.clone(), format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        // On a thread of its own: the test's runtime may be shutting down.
        let drop = move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(sql(&url, &statement));
        };
        let _ = std::thread::spawn(drop).join();
    }
}

async fn sqlite_template() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let path = folder.path().join("template.db");
    Migrations::run(&config(&format!("sqlite:{}", path.display())).database).await.unwrap();
    (folder, path)
}

/// The migrated database that others are copied from. It stays on the server, one for each state of the migrations, and serves
/// every run; who comes first makes it, while the others wait for the lock.
async fn postgres_template(url: String) -> String {
    const LOCK: &str = "SELECT pg_advisory_lock(7201965)";
    let name = format!("imprint_test_template_{:016x}", migrations());
    let (client, connection) = tokio_postgres::connect(&url, tokio_postgres::NoTls).await.unwrap();
    let connection = tokio::spawn(connection);
    client.batch_execute(LOCK).await.unwrap();
    let known = client.query_opt("SELECT 1 FROM pg_database WHERE datname = $1", &[&name]).await.unwrap();
    if known.is_none() {
        // Under another name until it is whole, so that a run that is killed leaves no half of it.
        let half = format!("{name}_half");
        client.batch_execute(&format!("DROP DATABASE IF EXISTS {half} WITH (FORCE)")).await.unwrap();
        client.batch_execute(&format!("CREATE DATABASE {half}")).await.unwrap();
        Migrations::run(&config(&database_url(&url, &half)).database).await.unwrap();
        client.batch_execute(&format!("ALTER DATABASE {half} RENAME TO {name}")).await.unwrap();
    }
    drop(client);
    let _ = connection.await;
    name
}

/// A number that changes with the migrations.
fn migrations() -> u64 {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/postgres");
    let mut folders: Vec<_> = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let mut hasher = std::hash::DefaultHasher::new();
    for folder in folders {
        std::fs::read(folder.join("up.sql")).unwrap().hash(&mut hasher);
    }
    hasher.finish()
}

/// The same server, another database.
fn database_url(url: &str, name: &str) -> String {
    let (base, query) =
        url.split_once('?').map_or((url, String::new()), |(base, query)| (base, format!("?{query}")));
    let base = base.rsplit_once('/').map_or(base, |(base, _)| base);
    format!("{base}/{name}{query}")
}

/// Runs a statement, past the doors of the house.
pub async fn sql(url: &str, statement: &str) {
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await.unwrap();
    let connection = tokio::spawn(connection);
    client.batch_execute(statement).await.unwrap_or_else(|error| panic!("{statement}: {error}"));
    drop(client);
    let _ = connection.await;
}
