//! The query that lists users.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::super::model::{Role, Tier, User, UserFilter, UserSort};
use super::UserRow;
use crate::db::Conn;
use crate::db::schema::users;
use crate::db::search::Matches;
use crate::error::Result;
use crate::page::{Slice, Window};
use crate::{page_of, within};

pub(in super::super) async fn list(
    conn: &mut Conn,
    filter: &UserFilter,
    window: &Window<UserSort>,
) -> Result<Slice<User>> {
    let UserFilter { search, role, tier, active, made } = filter;
    let matches = search.as_ref().and_then(|text| Matches::new("users", "search_words", text.as_str()));
    let page = page_of!(conn, window, UserRow of users, {
        UserSort::Name => name_key(name_words): Text,
        UserSort::Email => email_key: Text,
        UserSort::CreatedAt => created_at: Moment,
        UserSort::UpdatedAt => updated_at: Moment,
    }, |query| {
        if let Some(matches) = matches.clone() {
            query = query.filter(matches);
        }
        if let Some(role) = role.map(Role::name) {
            query = query.filter(users::role.eq(role));
        }
        if let Some(tier) = tier.map(Tier::name) {
            query = query.filter(users::tier.eq(tier));
        }
        if let Some(active) = active {
            query = query.filter(users::active.eq(active));
        }
        within!(query, users::created_at, made);
    })?;
    Ok(page.map(User::from))
}
