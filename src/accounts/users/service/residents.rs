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

/// A user that must exist. The password is already hashed, and the password policy does not apply to it.
#[derive(Debug, Clone)]
pub struct Resident {
    /// The id.
    pub id: Id,
    /// The editable fields.
    pub draft: UserDraft,
    /// The password hash.
    pub hash: PasswordHash,
}

/// Which users exist.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Census {
    /// The ids that were asked for and that exist.
    pub present: Vec<Id>,
    /// Whether other users exist too.
    pub others: bool,
}

impl Census {
    /// Returns whether there are users, and none of them was asked for.
    #[must_use]
    pub fn is_foreign(&self) -> bool {
        self.others && self.present.is_empty()
    }
}

/// Returns which of these users exist, and whether there are others. Before the first migration, there are none.
///
/// # Errors
/// When the database fails.
pub async fn census(db: &Db, ids: Vec<Id>) -> Result<Census> {
    db.read_latest(async move |conn: &mut Conn| count(conn, &ids).await).await
}

/// Creates the residents that do not exist, in one unit of work, unless the database has only other users (`foreign`). Skips a
/// resident whose e-mail address or username another user has taken. Returns the ids of the created users.
///
/// # Errors
/// The error of `foreign`, and when the database fails. Then no user is created.
pub async fn settle(
    app: &App,
    ids: Vec<Id>,
    residents: Vec<Resident>,
    foreign: impl FnOnce() -> crate::error::Error + Clone + Send + 'static,
) -> Result<Vec<Id>> {
    // The creation times are one microsecond apart, so that the users have a fixed order in lists.
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
