//! The `imprint user list` command.

use super::super::database::{NEVER, choose, open};
use super::super::say::say;
use crate::accounts::users::{Role, User, UserFilter, UserSort};
use crate::config::Config;
use crate::error::Result;
use crate::identity::Identity;
use crate::page::{Sort, Start, Window};

/// How many users are read at once.
const PAGE: i64 = 100;

pub(super) async fn run(config: Config, role: Option<Role>) -> Result<()> {
    choose(&config, NEVER)?;
    let users = Identity::users_alone(&open(config, NEVER).await?)?;
    let filter = UserFilter { role, ..UserFilter::default() };
    let mut start = Start::First;
    loop {
        let window = Window { sort: Sort::<UserSort>::default(), start, limit: PAGE, count: false };
        let page = users.list(filter.clone(), window).await?;
        page.items.iter().for_each(|user| say(&line(user)));
        match page.after {
            Some(last) => start = Start::After(last),
            None => return Ok(()),
        }
    }
}

fn line(user: &User) -> String {
    let User { stamp, draft } = user;
    let (role, state) = (draft.role.name(), if draft.active { "active" } else { "inactive" });
    let username = draft.username.as_ref().map_or("-", |username| username.as_str());
    format!("{}  {role:<6}  {state:<8}  {}  {username}  {}", stamp.id, draft.email, draft.name)
}
