//! `imprint serve`

use std::time::Duration;

use crate::app::App;
use crate::config::Config;
use crate::db::{Db, Migrations};
use crate::demo::{self, clients, people};
use crate::error::{Error, Result};
use crate::http::pages::docs::KnownClient;
use crate::identity::Identity;
use crate::routes::REGISTRY;
use crate::server::{Port, Server, stop_signal};
use crate::tasks::Tasks;

/// How long tasks may take to end, once no request is left.
const TASKS_STOP: Duration = Duration::from_secs(5);

/// What is said of a demonstration, in the log and at the terminal.
const DEMONSTRATION: &str =
    "This is a demonstration: everybody can sign in, so keep nothing in it that matters";

/// Takes its port, migrates, loads the demonstration if asked, listens, and says where to look.
pub(super) async fn run(mut config: Config, with_demo: bool) -> Result<()> {
    let stop = stop_signal().map_err(Error::internal)?;
    let bind = config.http.bind;
    let taken = |error: std::io::Error| Error::internal(format!("http.bind = \"{bind}\": {error}"));
    // First, so that a start in vain changes nothing, and the real port is known to all that follows.
    let port = Port::take(bind).map_err(taken)?;
    config.http.bind = port.address().map_err(taken)?;
    let url = config.database.url.clone();
    if with_demo {
        // Before the migrations, so that whoever names the wrong database finds it as it was.
        let db = Db::open(&config.database).await.map_err(|error| super::at(&url, &error))?;
        people::refuse_real_users(&db).await?;
    }
    let migrated = Migrations::run(&config.database).await.map_err(|error| super::at(&url, &error))?;
    if !migrated.is_empty() {
        tracing::info!(migrations = ?migrated, "migrated");
    }
    let db = Db::open(&config.database).await.map_err(|error| super::at(&url, &error))?;
    tracing::info!(database = %url, "opened");
    config.http.demonstration = with_demo;
    let app = App::live(db, config, REGISTRY);
    let http = app.config.http.clone();
    let identity = Identity::open(&app).await?;
    if with_demo {
        demonstrate(&app, &identity).await?;
    } else {
        warn_of_a_demonstration(&app).await?;
    }
    let known = KnownClient { id: clients::CLIENT_ID, secret: clients::CLIENT_SECRET };
    let known = with_demo.then_some(known);
    let server = Server::listen(app, identity.clone(), known, port).map_err(taken)?;
    tracing::info!(address = %http.bind, "listening");
    super::say(&format!("Imprint listens at {}", http.local_url()));
    let base = http.base_url();
    super::say(&format!(
        "  try the API    {base}/docs\n  the contract   {base}/openapi.yaml\n  some books     {base}/v1/books"
    ));
    if with_demo {
        say_whom_to_sign_in_as();
    }
    // What needs others comes after them, for the last one stops first.
    let mut tasks = Tasks::default();
    identity.notes.start(&mut tasks);
    identity.mailer.start(&mut tasks);
    identity.watch(&mut tasks);
    tracing::info!(tasks = ?tasks.names(), "running");
    server.run(stop).await?;
    tasks.stop(TASKS_STOP).await;
    tracing::info!("stopped");
    Ok(())
}

/// Loads the demonstration. The administrator's password is said as soon as it is one, whatever becomes of the rest of the start.
async fn demonstrate(app: &App, identity: &Identity) -> Result<()> {
    tracing::warn!("{DEMONSTRATION}");
    super::say(DEMONSTRATION);
    if let Some(password) = people::load(app, &identity.passwords).await? {
        super::say(&format!("demo admin: admin / {}", password.reveal()));
    }
    clients::load(app, &app.config.http.base_url()).await?;
    match demo::load(app).await? {
        Some((authors, books)) => tracing::info!(authors, books, "loaded the demonstration"),
        None => tracing::info!("the catalogue is not empty: nothing was loaded"),
    }
    Ok(())
}

/// Says what a demonstration has left in a database that is none any more.
async fn warn_of_a_demonstration(app: &App) -> Result<()> {
    if people::are_there(&app.db).await? {
        tracing::warn!(
            "users of a demonstration are in this database, whose passwords everybody knows: delete them"
        );
    }
    if clients::are_there(app).await? {
        tracing::warn!(
            "clients of a demonstration are in this database, whose secrets everybody knows: delete them"
        );
    }
    Ok(())
}

fn say_whom_to_sign_in_as() {
    super::say(&format!(
        "  as the client  {} with the secret \"{}\"",
        clients::CLIENT_ID,
        clients::CLIENT_SECRET
    ));
    for person in people::PEOPLE {
        if let (Some(name), people::Password::Known(password)) = (person.username, person.password) {
            super::say(&format!("  sign in as     {name} with the password \"{password}\""));
        }
    }
}
