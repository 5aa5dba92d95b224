//! People of the demonstration. Their passwords are in the source for everybody to read, so they are there with `--demo` only.

use crate::app::App;
use crate::error::{Code, Error, Result};
use crate::id::Id;
use crate::identity::passwords::{NewPassword, Passwords};
use crate::identity::users::{Name, Role, Tier, UserDraft, appoint};
use crate::text::{Email, Refused, Username};

/// Somebody to sign in as.
#[derive(Debug)]
pub struct Person {
    id: u32,
    /// The e-mail address.
    pub email: &'static str,
    username: &'static str,
    name: &'static str,
    /// The password.
    pub password: &'static str,
    role: Role,
}

/// An administrator, and the editor whom the contract's examples show.
pub const PEOPLE: &[Person] = &[
    Person {
        id: 4,
        email: "admin@imprint.example",
        username: "admin",
        name: "The Administrator",
        password: "twelve lanterns at low tide",
        role: Role::Admin,
    },
    Person {
        id: 3,
        email: "grace@imprint.example",
        username: "grace",
        name: "Grace Hopper",
        password: "seven gulls over the pier",
        role: Role::Editor,
    },
];

/// Makes these people, unless they are there. Says whether it did.
///
/// # Errors
/// When the database fails.
pub async fn load(app: &App, passwords: &Passwords) -> Result<bool> {
    let mut made = false;
    for person in PEOPLE {
        let password = NewPassword::parse(person.password).map_err(bad)?;
        match appoint(app, passwords, Some(Id::example(person.id)), draft(person)?, &password).await {
            Ok(_) => made = true,
            Err(error) if matches!(error.code(), Code::EmailTaken | Code::UsernameTaken) => {}
            // The id is taken by somebody who has another address now: the person was changed, and stays so.
            Err(error) => tracing::warn!(person = person.email, error = %error, "not made"),
        }
    }
    Ok(made)
}

fn draft(person: &Person) -> Result<UserDraft> {
    Ok(UserDraft {
        email: Email::parse(person.email).map_err(bad)?,
        username: Some(Username::parse(person.username).map_err(bad)?),
        name: Name::parse(person.name).map_err(bad)?,
        role: person.role,
        tier: Tier::Regular,
        active: true,
    })
}

fn bad(refused: Refused) -> Error {
    Error::internal(format!("the demonstration data {refused}"))
}
