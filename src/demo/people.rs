//! People of the demonstration. Most of their passwords are in the source for everybody to read, so they are there with `--demo` only.

mod list;

use futures_util::future::try_join_all;

pub use self::list::{ADMIN, PEOPLE, Password, Person};
use crate::accounts::passwords::Passwords;
use crate::accounts::users::{Name, Resident, UserDraft, census, settle};
use crate::app::App;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::seal::random;
use crate::text::{Email, Refused, Secret, Username};

/// A password that a machine made.
pub type MadePassword = Secret<1, 100>;

/// Small letters and digits without those that look like others. There are 32, so that no bit of a byte makes one likelier.
const SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
/// Signs of a password; each is worth five bits, so that makes 110.
const LENGTH: usize = 22;

/// Refuses a database that has users, and nobody of the demonstration among them. It need not have been migrated.
///
/// # Errors
/// When it is refused, or fails.
pub async fn refuse_real_users(db: &Db) -> Result<()> {
    if census(db, ids()).await?.is_foreign() { Err(foreign()) } else { Ok(()) }
}

/// Whether anybody of the demonstration is there.
///
/// # Errors
/// When the database fails.
pub async fn are_there(db: &Db) -> Result<bool> {
    Ok(!census(db, ids()).await?.present.is_empty())
}

/// Makes these people, unless they are there. Gives the administrator's password if this made the administrator: it is kept nowhere.
///
/// # Errors
/// When the database has other users only, or fails; nobody is made then.
pub async fn load(app: &App, passwords: &Passwords) -> Result<Option<MadePassword>> {
    let present = census(&app.db, ids()).await?.present;
    let missing = PEOPLE.iter().filter(|person| !present.contains(&person.id()));
    let made = made()?;
    let residents = try_join_all(missing.map(|person| resident(person, passwords, &made))).await?;
    let settled = settle(app, ids(), residents, foreign).await?;
    let admin = PEOPLE.iter().find(|person| person.email == ADMIN).map(Person::id);
    Ok(admin.filter(|admin| settled.contains(admin)).map(|_| made))
}

async fn resident(person: &Person, passwords: &Passwords, made: &MadePassword) -> Result<Resident> {
    let hash = match person.password {
        Password::Known(password) => passwords.hash_in_turn(password).await?,
        Password::Made => passwords.hash_in_turn(made.reveal()).await?,
        Password::Nobodys => passwords.nobodys(),
    };
    Ok(Resident { id: person.id(), draft: draft(person)?, hash })
}

fn draft(person: &Person) -> Result<UserDraft> {
    Ok(UserDraft {
        email: Email::parse(person.email).map_err(bad)?,
        username: person.username.map(Username::parse).transpose().map_err(bad)?,
        name: Name::parse(person.name).map_err(bad)?,
        role: person.role,
        tier: person.tier,
        active: person.active,
    })
}

fn ids() -> Vec<Id> {
    PEOPLE.iter().map(Person::id).collect()
}

fn made() -> Result<MadePassword> {
    let signs = random::<LENGTH>()?.map(|byte| char::from(SIGNS[usize::from(byte) % SIGNS.len()]));
    MadePassword::parse(String::from_iter(signs)).map_err(bad)
}

fn foreign() -> Error {
    Error::internal(
        "--demo: the database holds real users, and a demonstration would let everybody in. Nothing was changed. Serve it without \
         --demo, or name another database with --database-url",
    )
}

fn bad(refused: Refused) -> Error {
    Error::internal(format!("the demonstration data {refused}"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_made_password_is_another_each_time_and_easy_to_read() {
        let (one, two) = (made().unwrap(), made().unwrap());

        assert_ne!(one.reveal(), two.reveal());
        assert_eq!(one.reveal().len(), LENGTH);
        assert!(!one.reveal().contains(['0', 'o', '1', 'l']), "{}", one.reveal());
        assert_eq!(SIGNS.iter().collect::<BTreeSet<_>>().len(), 32);
    }

    #[test]
    fn everybody_can_be_written_and_has_an_id_of_their_own() {
        for person in PEOPLE {
            assert!(draft(person).is_ok(), "{person:?}");
        }
        assert_eq!(ids().into_iter().collect::<BTreeSet<_>>().len(), PEOPLE.len());
    }
}
