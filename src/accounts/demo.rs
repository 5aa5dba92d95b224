//! The demo users. Most of their passwords are public in the source code, so they exist only with `--demo`.

mod list;

use futures_util::future::{BoxFuture, try_join_all};

use self::list::{ADMIN, PEOPLE, Password, Person};
use super::config::AccountsConfig;
use super::passwords::Passwords;
use super::users::{Name, Resident, UserDraft, census, settle};
use crate::app::App;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::part::{Demo, KnownUser};
use crate::seal::random;
use crate::text::{Email, Refused, Secret, Username};

/// A generated password.
type MadePassword = Secret<1, 100>;

/// Lower-case letters and digits, without those that look alike. There are 32, so that a random byte picks each with the same
/// probability.
const SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
/// The length of a password. Each character is worth five bits, which makes 110 bits.
const LENGTH: usize = 22;

/// The demo users.
#[derive(Debug)]
pub(super) struct People;

impl Demo for People {
    /// Refuses a database that has users but none of the demo users.
    fn admit<'a>(&'a self, db: &'a Db) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move { if census(db, ids()).await?.is_foreign() { Err(foreign()) } else { Ok(()) } })
    }

    /// Creates the missing demo users. Returns the administrator's password if this call created the administrator.
    fn load<'a>(&'a self, app: &'a App) -> BoxFuture<'a, Result<Vec<String>>> {
        Box::pin(async move {
            let said = settled(app).await?.map(|made| format!("demo admin: admin / {}", made.reveal()));
            Ok(said.into_iter().collect())
        })
    }

    fn hints(&self) -> Vec<String> {
        let hint = |user: KnownUser| {
            let KnownUser { username, password, .. } = user;
            format!("  sign in as     {username} with the password \"{password}\"")
        };
        self.users().into_iter().map(hint).collect()
    }

    fn users(&self) -> Vec<KnownUser> {
        let known = PEOPLE.iter().filter_map(|person| match (person.username, person.password) {
            (Some(username), Password::Known(password)) => {
                Some(KnownUser { name: person.name, username, password, role: person.role.name() })
            }
            _ => None,
        });
        known.collect()
    }

    fn remains<'a>(&'a self, app: &'a App) -> BoxFuture<'a, Result<Option<&'static str>>> {
        Box::pin(async move {
            let present = census(&app.db, ids()).await?.present;
            let warning =
                "users of a demonstration are in this database, whose passwords everybody knows: delete them";
            Ok((!present.is_empty()).then_some(warning))
        })
    }
}

/// Returns the administrator's password if this call created the administrator. It is stored nowhere else.
async fn settled(app: &App) -> Result<Option<MadePassword>> {
    let passwords = Passwords::new(app.config.section::<AccountsConfig>()?.bcrypt_cost);
    let present = census(&app.db, ids()).await?.present;
    let missing = PEOPLE.iter().filter(|person| !present.contains(&person.id()));
    let made = made()?;
    let residents = try_join_all(missing.map(|person| resident(person, &passwords, &made))).await?;
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
