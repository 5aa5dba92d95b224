//! Migrations, embedded in the binary, with the same names for both databases. The first server that starts runs them.
//!
//! All pending migrations run in one transaction under a lock. A start that is killed leaves nothing half done, and two servers
//! that start together migrate once.

use diesel::connection::SimpleConnection as _;
use diesel::migration::{Migration, MigrationSource};
use diesel::prelude::*;
use diesel_async::async_connection_wrapper::AsyncConnectionWrapper;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::schema::__diesel_schema_migrations::dsl as applied;
use super::{Conn, postgres, sqlite};
use crate::config::{DatabaseConfig, DatabaseUrl};
use crate::error::{Error, Result};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// The key of the lock under which servers migrate: any number, but always the same.
const LOCK: &str = "SELECT pg_advisory_xact_lock(7201964)";

/// The migrations that this build knows.
#[derive(Debug)]
pub struct Migrations;

/// Migrations that this build knows and the database does not have.
pub type Pending = Vec<String>;

impl Migrations {
    /// Brings the database up to date. Returns the names of the migrations that ran.
    ///
    /// # Errors
    /// When the database cannot be reached or a migration fails; nothing is changed then.
    pub async fn run(config: &DatabaseConfig) -> Result<Vec<String>> {
        Self::with(config, Step::Up).await
    }

    /// Reverts all migrations, and deletes all data with the tables.
    ///
    /// # Errors
    /// As [`Migrations::run`].
    pub async fn revert(config: &DatabaseConfig) -> Result<Vec<String>> {
        Self::with(config, Step::Down).await
    }

    async fn with(config: &DatabaseConfig, step: Step) -> Result<Vec<String>> {
        match config.url.clone() {
            DatabaseUrl::Sqlite(path) => {
                let work = move || {
                    let mut conn = sqlite::connect(&path)?;
                    conn.immediate_transaction(|conn| step.take(conn, SQLITE))
                };
                tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
            }
            DatabaseUrl::Postgres(url) => {
                let conn = postgres::connect(&url, config.tls_ca.as_deref()).await?;
                let work = move || {
                    let mut conn = AsyncConnectionWrapper::<AsyncPgConnection>::from(conn);
                    conn.transaction(|conn| {
                        conn.batch_execute(LOCK)?;
                        step.take(conn, POSTGRES)
                    })
                };
                tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
            }
        }
    }

    /// Returns the migrations that the database does not have.
    ///
    /// # Errors
    /// When the database does not respond.
    pub async fn pending(conn: &mut Conn) -> Result<Pending> {
        let known = names(&SQLITE)?;
        let query = applied::__diesel_schema_migrations.select(applied::version);
        let done: Vec<String> = crate::on!(conn, |c| query.load(c).await)?;
        // Diesel stores the version of a migration: its name up to the underscore, without hyphens.
        let version = |name: &str| name.split('_').next().unwrap_or_default().replace('-', "");
        Ok(known.into_iter().filter(|name| !done.contains(&version(name))).collect())
    }
}

fn names(source: &EmbeddedMigrations) -> Result<Vec<String>> {
    let all: Vec<Box<dyn Migration<diesel::sqlite::Sqlite>>> =
        source.migrations().map_err(Error::internal)?;
    let mut names: Vec<_> = all.iter().map(|migration| migration.name().to_string()).collect();
    names.sort();
    Ok(names)
}

#[derive(Clone, Copy)]
enum Step {
    Up,
    Down,
}

impl Step {
    fn take<DB, C>(self, conn: &mut C, source: EmbeddedMigrations) -> Result<Vec<String>>
    where
        DB: diesel::backend::Backend,
        C: MigrationHarness<DB>,
    {
        let done = match self {
            Self::Up => conn.run_pending_migrations(source),
            Self::Down => conn.revert_all_migrations(source),
        };
        let done = done.map_err(Error::internal)?;
        Ok(done.iter().map(ToString::to_string).collect())
    }
}
