//! `imprint keys`

use clap::Subcommand;

use crate::app::App;
use crate::config::Config;
use crate::db::{Db, Migrations};
use crate::error::Result;
use crate::identity::Identity;
use crate::routes::REGISTRY;

#[derive(Debug, Subcommand)]
pub(super) enum KeysCommand {
    /// Makes a new key to sign tokens with and prints its id; servers that run take it up by themselves, and no token is refused
    Rotate,
}

pub(super) async fn run(config: Config, command: KeysCommand) -> Result<()> {
    let KeysCommand::Rotate = command;
    let url = config.database.url.clone();
    Migrations::run(&config.database).await.map_err(|error| super::at(&url, &error))?;
    let db = Db::open(&config.database).await.map_err(|error| super::at(&url, &error))?;
    let id = Identity::rotate(&App::live(db, config, REGISTRY)).await?;
    super::say(&id);
    Ok(())
}
