//! The `imprint keys` command.

use clap::Subcommand;

use super::database::{Making, choose, open};
use super::say::say;
use crate::config::Config;
use crate::error::Result;
use crate::identity::Identity;

#[derive(Debug, Subcommand)]
pub(super) enum KeysCommand {
    /// Creates a new signing key and prints its id; running servers start using it by themselves, and no token becomes invalid
    Rotate {
        #[command(flatten)]
        making: Making,
    },
}

pub(super) async fn run(config: Config, command: KeysCommand) -> Result<()> {
    let KeysCommand::Rotate { making } = command;
    choose(&config, making)?;
    Identity::check(&config)?;
    let app = open(config, making).await?;
    // Checked before a secret is created that would not match.
    Identity::fits(&app.db, &app.config).await?;
    let id = Identity::rotate(&app).await?;
    say(&id);
    Ok(())
}
