//! Creates the users that exist from the start: the demo users.

use super::super::model::UserDraft;
use super::super::store::{self, UserRow};
use crate::accounts::errors;
use crate::accounts::passwords::PasswordHash;
use crate::app::App;
use crate::db::{Conn, Db};
use crate::error::Result;
use crate::id::Id;
use crate::version::Stamp;

/// Somebody who is to be there. The hash is made already, of a password that nobody judges.
#[derive(Debug, Clone)]
pub struct Resident {
    /// The id.
    pub id: Id,
    /// What is written about them.
    pub draft: UserDraft,
    /// What is kept of the password.
    pub hash: PasswordHash,
}

/// Who is there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Census {
    /// Those whose ids were asked for.
    pub present: Vec<Id>,
    /// Whether there is anybody else.
    pub others: bool,
}

impl Census {
    /// Whether there are users, and all of them are others.
    #[must_use]
    pub fn is_foreign(&self) -> bool {
        self.others && self.present.is_empty()
    }
}

/// Who of these is there, and whether anybody else is. Before the first migration nobody is.
///
/// # Errors
/// When the database fails.
pub async fn census(db: &Db, ids: Vec<Id>) -> Result<Census> {
    db.read_latest(async move |conn: &mut Conn| count(conn, &ids).await).await
}

/// Makes those who are not there, unless all users are others (`foreign`): all of them at once. Gives the ids of those it made.
/// Whose name somebody else has taken meanwhile is not made.
///
/// # Errors
/// What `foreign` gives, and when the database fails; nobody is made then.
pub async fn settle(
    app: &App,
    ids: Vec<Id>,
    residents: Vec<Resident>,
    foreign: impl FnOnce() -> crate::error::Error + Clone + Send + 'static,
) -> Result<Vec<Id>> {
    // One microsecond after another, so that they have an order in lists.
    let stamps: Vec<Stamp> = (0..).map(|order| app.new_stamp().later(order)).take(residents.len()).collect();
    let unit = async move |conn: &mut Conn| {
        store::hold_all(conn).await?;
        let census = count(conn, &ids).await?;
        if census.is_foreign() {
            return Err(foreign());
        }
        let mut made = Vec::new();
        for (Resident { id, draft, hash }, stamp) in residents.into_iter().zip(stamps) {
            if census.present.contains(&id) {
                continue;
            }
            match store::refuse_taken(conn, &draft, None).await {
                Ok(()) => {}
                Err(taken) if matches!(taken.code(), errors::EMAIL_TAKEN | errors::USERNAME_TAKEN) => {
                    tracing::warn!(user.id = %id, error = %taken, "a user of the demonstration was not made");
                    tracing::debug!(user.email = draft.email.as_str(), "whose address somebody else has");
                    continue;
                }
                Err(error) => return Err(error),
            }
            store::insert(conn, UserRow::new(Stamp { id, ..stamp }, draft, hash)).await?;
            made.push(id);
        }
        Ok(made)
    };
    app.db.write(unit).await
}

async fn count(conn: &mut Conn, ids: &[Id]) -> Result<Census> {
    if !store::table_is_there(conn).await? {
        return Ok(Census::default());
    }
    Ok(Census { present: store::present(conn, ids).await?, others: store::others(conn, ids).await? })
}
