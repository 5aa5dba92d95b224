//! The `imprint user` command.

mod create;
mod list;

use std::time::Duration;

use clap::builder::PossibleValue;
use clap::{Args, Subcommand, ValueEnum};

use self::create::NewAccount;
use super::database::{NEVER, choose, open};
use super::password;
use super::say::{say, told};
use crate::accounts::users::{Role, User};
use crate::audit::Notes;
use crate::config::Config;
use crate::error::Result;
use crate::identity::Identity;
use crate::mail::Mailer;
use crate::tasks::Tasks;

#[derive(Debug, Subcommand)]
pub(super) enum UserCommand {
    /// Creates a user with any role and prints the id; asks for the password, or reads it from the first line of standard input
    Create(NewAccount),
    /// Lists users, the newest first: id, role, state, e-mail address, username and name
    List {
        /// Lists only users with this role
        #[arg(long, value_enum)]
        role: Option<Role>,
    },
    /// Sets a user's password and ends the user's sessions; asks for the password, or reads it from the first line of standard
    /// input
    SetPassword(Somebody),
    /// Changes a user's role and ends the user's sessions
    SetRole {
        #[command(flatten)]
        user: Somebody,
        /// The new role
        #[arg(value_enum)]
        role: Role,
    },
}

/// An existing user.
#[derive(Debug, Args)]
pub(super) struct Somebody {
    /// The user's id, e-mail address or username
    #[arg(value_name = "USER")]
    name: String,
}

impl ValueEnum for Role {
    fn value_variants<'a>() -> &'a [Self] {
        Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

/// How long the command waits for the mail server.
const MAIL: Duration = Duration::from_secs(30);

pub(super) async fn run(config: Config, command: UserCommand) -> Result<()> {
    let user = match command {
        UserCommand::Create(account) => create::run(config, account).await?,
        UserCommand::List { role } => return list::run(config, role).await,
        UserCommand::SetPassword(user) => set_password(config, user).await?,
        UserCommand::SetRole { user, role } => set_role(config, user, role).await?,
    };
    say(&user.stamp.id.to_string());
    Ok(())
}

async fn set_password(config: Config, Somebody { name }: Somebody) -> Result<User> {
    choose(&config, NEVER)?;
    let password = password::ask()?;
    let app = open(config, NEVER).await?;
    Identity::users_alone(&app)?.set_password(&name, password).await.map_err(told)
}

async fn set_role(config: Config, Somebody { name }: Somebody, role: Role) -> Result<User> {
    choose(&config, NEVER)?;
    let app = open(config, NEVER).await?;
    let (mailer, mut tasks) = (Mailer::new(&app.config.mail)?, Tasks::default());
    mailer.start(&mut tasks);
    let users = Identity::users_alone(&app)?.telling(mailer, Notes::new(app.db.clone()));
    let done = users.set_role(&name, role).await;
    // The mail about the change is sent before the command ends.
    tasks.stop(MAIL).await;
    done.map_err(told)
}
