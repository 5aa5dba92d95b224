//! The `imprint serve` command.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::time::Duration;

use super::say::{at, say};
use crate::app::App;
use crate::config::Config;
use crate::db::{Db, Migrations};
use crate::demo;
use crate::error::{Error, Result};
use crate::identity::Identity;
use crate::part::refold;
use crate::routes::{PARTS, REGISTRY, known_logins};
use crate::server::{Port, Server, stop_signal};
use crate::tasks::{Duty, Tasks};

/// How long background tasks may take to stop, once no request is left.
const TASKS_STOP: Duration = Duration::from_secs(5);

/// How often expired data is deleted.
const CLEANING: Duration = Duration::from_secs(3600);

/// The notice of a demonstration, in the log and at the terminal.
const DEMONSTRATION: &str =
    "This is a demonstration: everybody can sign in, so keep nothing in it that matters";

/// Reserves the port, migrates, loads the demonstration if requested, listens, and prints the URLs.
pub(super) async fn run(mut config: Config, with_demo: bool) -> Result<()> {
    let stop = stop_signal().map_err(Error::internal)?;
    let bind = config.http.bind;
    let taken = |error: std::io::Error| untakeable(bind, &error);
    // First, so that a start that fails changes nothing, and the real port is known to everything that follows.
    let port = Port::take(bind).map_err(taken)?;
    config.http.bind = port.address().map_err(taken)?;
    let url = config.database.url.clone();
    // Before the migrations, so that a wrong database or a wrong secret leaves the database unchanged.
    Identity::check(&config)?;
    if url.is_there() {
        let db = Db::open(&config.database).await.map_err(|error| at(&url, &error))?;
        if with_demo {
            demo::admit(&db).await?;
        }
        Identity::fits(&db, &config).await?;
    }
    let migrated = Migrations::run(&config.database).await.map_err(|error| at(&url, &error))?;
    if !migrated.is_empty() {
        tracing::info!(migrations = migrated.join(", "), "migrated");
    }
    let db = Db::open(&config.database).await.map_err(|error| at(&url, &error))?;
    tracing::info!(database = %url, "opened");
    config.http.demonstration = with_demo;
    let app = App::live(db, config, REGISTRY);
    let http = app.config.http.clone();
    let identity = Identity::open(&app).await?;
    if with_demo {
        tracing::warn!("{DEMONSTRATION}");
        say(DEMONSTRATION);
        demo::load(&app, say).await?;
    } else {
        demo::warn_of_remains(&app).await?;
    }
    let known = with_demo.then(known_logins);
    let server = Server::listen(app.clone(), identity.clone(), known, port).map_err(taken)?;
    tracing::info!(address = %http.bind, "listening");
    say(&format!("Imprint listens at {}", http.local_url()));
    let base = http.base_url();
    say(&format!(
        "  try the API    {base}/docs\n  the contract   {base}/openapi.yaml\n  some books     {base}/v1/books"
    ));
    if with_demo {
        demo::hints().for_each(|line| say(&line));
    }
    // A task starts after the tasks that it needs, because the last one started stops first.
    let mut tasks = Tasks::watched(app.failing.clone());
    identity.notes.start(&mut tasks);
    identity.mailer.start(&mut tasks);
    identity.watch(&mut tasks);
    for cleaning in PARTS.iter().flat_map(|part| part.cleaning) {
        tasks.every(cleaning.name, Duty::Upkeep, CLEANING, &app, async |app| {
            (cleaning.step)(app).await.map(drop)
        });
    }
    for words in PARTS.iter().flat_map(|part| part.words) {
        tasks.run("rebuild search words", &app.db, async |db, stop| refold(*words, db, stop).await);
    }
    tracing::info!(tasks = tasks.names().join(", "), "running");
    server.run(stop).await?;
    tasks.stop(TASKS_STOP).await;
    tracing::info!("stopped");
    Ok(())
}

/// Returns why an address cannot be used, and what to do about it.
fn untakeable(bind: SocketAddr, error: &std::io::Error) -> Error {
    let hint = match error.kind() {
        ErrorKind::AddrInUse => {
            let next = bind.port().checked_add(1).unwrap_or(8080);
            let other = SocketAddr::new(bind.ip(), next);
            format!(
                "; another program listens there. Stop it, or choose another port, for instance --bind {other}"
            )
        }
        ErrorKind::PermissionDenied => "; ports below 1024 need a privilege. Choose another port".to_owned(),
        ErrorKind::AddrNotAvailable => "; it is no address of this machine".to_owned(),
        _ => String::new(),
    };
    Error::internal(format!("http.bind = \"{bind}\": {error}{hint}"))
}
