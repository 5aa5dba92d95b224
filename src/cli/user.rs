//! `imprint user`

use std::io::{BufRead as _, IsTerminal as _, stdin};

use clap::builder::PossibleValue;
use clap::{Args, Subcommand, ValueEnum};

use super::say::{at, say};
use crate::accounts::config::AccountsConfig;
use crate::accounts::passwords::{NewPassword, Passwords};
use crate::accounts::users::{Name, Role, Tier, UserDraft, appoint};
use crate::app::App;
use crate::config::Config;
use crate::db::{Db, Migrations};
use crate::error::{Error, Place, Result};
use crate::routes::REGISTRY;
use crate::text::{Email, Refused, Username};

#[derive(Debug, Subcommand)]
pub(super) enum UserCommand {
    /// Makes a user of any role and prints the id; the password is asked for, or is the first line of standard input
    Create(NewAccount),
}

#[derive(Debug, Args)]
pub(super) struct NewAccount {
    /// What the user may do
    #[arg(long, value_enum, default_value_t = Role::Viewer)]
    role: Role,
    /// The e-mail address
    #[arg(long)]
    email: String,
    /// What the person is called
    #[arg(long)]
    name: String,
    /// Another name to sign in with
    #[arg(long)]
    username: Option<String>,
}

impl ValueEnum for Role {
    fn value_variants<'a>() -> &'a [Self] {
        Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

/// Migrates, so that the first administrator can be made before the first start.
pub(super) async fn run(config: Config, command: UserCommand) -> Result<()> {
    let UserCommand::Create(account) = command;
    let draft = draft(account)?;
    let password = NewPassword::parse(ask()?).map_err(|refused| bad("the password", refused))?;
    let url = config.database.url.clone();
    Migrations::run(&config.database).await.map_err(|error| at(&url, &error))?;
    let db = Db::open(&config.database).await.map_err(|error| at(&url, &error))?;
    let passwords = Passwords::new(config.section::<AccountsConfig>()?.bcrypt_cost);
    let user = appoint(&App::live(db, config, REGISTRY), &passwords, None, draft, &password).await;
    say(&user.map_err(told)?.stamp.id.to_string());
    Ok(())
}

fn draft(account: NewAccount) -> Result<UserDraft> {
    let NewAccount { role, email, name, username } = account;
    Ok(UserDraft {
        email: Email::parse(email).map_err(|refused| bad("--email", refused))?,
        username: username.map(Username::parse).transpose().map_err(|refused| bad("--username", refused))?,
        name: Name::parse(name).map_err(|refused| bad("--name", refused))?,
        role,
        tier: Tier::Regular,
        active: true,
    })
}

/// The password: typed unseen at a terminal, or a line from a program.
fn ask() -> Result<String> {
    if stdin().is_terminal() {
        return rpassword::prompt_password("Password: ").map_err(Error::internal);
    }
    let mut line = String::new();
    stdin().lock().read_line(&mut line).map_err(Error::internal)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

fn bad(what: &str, refused: Refused) -> Error {
    Error::internal(format!("{what} {refused}"))
}

/// The failure with what is wrong with each field, which over HTTP stands in `errors`.
fn told(error: Error) -> Error {
    let faults = error.faults().iter().map(|fault| match &fault.place {
        Place::Body(place) | Place::Parameter(place) => {
            format!("the {} {}", place.trim_start_matches('/'), fault.detail)
        }
    });
    let faults: Vec<_> = faults.collect();
    if faults.is_empty() { error } else { Error::internal(faults.join("; ")) }
}
