//! `imprint serve`

use crate::app::App;
use crate::config::Config;
use crate::db::{Db, Migrations};
use crate::demo;
use crate::error::{Error, Result};
use crate::identity::Identity;
use crate::server::{Server, stop_signal};

/// Migrates, loads the demonstration if asked, listens, and says where to look.
pub(super) async fn run(config: Config, with_demo: bool) -> Result<()> {
    let stop = stop_signal().map_err(Error::internal)?;
    let url = config.database.url.clone();
    let migrated = Migrations::run(&config.database).await.map_err(|error| super::at(&url, &error))?;
    if !migrated.is_empty() {
        tracing::info!(migrations = ?migrated, "migrated");
    }
    let db = Db::open(&config.database).await.map_err(|error| super::at(&url, &error))?;
    tracing::info!(database = %url, "opened");
    let bind = config.http.bind;
    let app = App::live(db, config);
    if with_demo {
        match demo::load(&app).await? {
            Some((authors, books)) => tracing::info!(authors, books, "loaded the demonstration"),
            None => tracing::info!("the catalogue is not empty: nothing was loaded"),
        }
    }
    let identity = Identity::open(&app).await?;
    if with_demo {
        demo::people::load(&app, &identity.passwords).await?;
    }
    let public = app.config.http.public_url.clone();
    let server = Server::bind(app, identity.clone()).await;
    let server = server.map_err(|error| Error::internal(format!("http.bind = \"{bind}\": {error}")))?;
    let address = server.address().map_err(Error::internal)?;
    let local = format!("http://{address}");
    tracing::info!(%address, "listening");
    super::say(&format!("Imprint listens at {local}"));
    let base = public.unwrap_or(local);
    super::say(&format!(
        "  try the API    {base}/docs\n  the contract   {base}/openapi.yaml\n  some books     {base}/v1/books"
    ));
    for person in demo::people::PEOPLE.iter().filter(|_| with_demo) {
        super::say(&format!("  sign in as     {} with the password \"{}\"", person.email, person.password));
    }
    let watch = tokio::spawn(identity.clone().watch());
    server.run(stop).await?;
    watch.abort();
    identity.notes.flush().await;
    tracing::info!("stopped");
    Ok(())
}
