//! The `imprint user create` command.

use clap::Args;

use super::super::database::{Making, choose, open};
use super::super::password;
use super::super::say::told;
use crate::accounts::config::AccountsConfig;
use crate::accounts::passwords::Passwords;
use crate::accounts::users::{Name, Role, Tier, User, UserDraft, appoint};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::text::{Email, Refused, Username};

#[derive(Debug, Args)]
pub(in super::super) struct NewAccount {
    /// The e-mail address
    #[arg(long)]
    email: String,
    /// The full name
    #[arg(long)]
    name: String,
    /// A username to sign in with
    #[arg(long)]
    username: Option<String>,
    /// The role
    #[arg(long, value_enum, default_value_t = Role::Viewer)]
    role: Role,
    #[command(flatten)]
    making: Making,
}

/// Creates a user. With `--create`, the first administrator can be created before the first start.
pub(super) async fn run(config: Config, account: NewAccount) -> Result<User> {
    let making = account.making;
    let draft = draft(account)?;
    choose(&config, making)?;
    let password = password::ask()?;
    let app = open(config, making).await?;
    let passwords = Passwords::new(app.config.section::<AccountsConfig>()?.bcrypt_cost);
    appoint(&app, &passwords, None, draft, &password).await.map_err(told)
}

fn draft(account: NewAccount) -> Result<UserDraft> {
    let NewAccount { role, email, name, username, making: _ } = account;
    Ok(UserDraft {
        email: Email::parse(email).map_err(|refused| bad("--email", refused))?,
        username: username.map(Username::parse).transpose().map_err(|refused| bad("--username", refused))?,
        name: Name::parse(name).map_err(|refused| bad("--name", refused))?,
        role,
        tier: Tier::Regular,
        active: true,
    })
}

fn bad(what: &str, refused: Refused) -> Error {
    Error::internal(format!("{what} {refused}"))
}
