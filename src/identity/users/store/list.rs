//! The list of users.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::super::model::{Role, Tier, User, UserFilter, UserSort};
use super::UserRow;
use crate::db::Conn;
use crate::db::schema::users;
use crate::db::search::Matches;
use crate::error::Result;
use crate::page::{Slice, Window};
use crate::{keyset, on};

pub(in super::super) async fn list(
    conn: &mut Conn,
    filter: &UserFilter,
    window: &Window<UserSort>,
) -> Result<Slice<User>> {
    let UserFilter { search, role, tier, active, start_time, end_time } = filter;
    let matches = search.as_ref().and_then(|text| Matches::new("users", "search_words", text.as_str()));
    let (rows, total) = on!(conn, |c: Backend| {
        let filtered = || {
            let mut query = users::table.into_boxed::<Backend>();
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
            if let Some(start) = start_time {
                query = query.filter(users::created_at.ge(start));
            }
            if let Some(end) = end_time {
                query = query.filter(users::created_at.lt(end));
            }
            query
        };
        let total = if window.count { Some(filtered().count().get_result::<i64>(c).await?) } else { None };
        let page = keyset!(filtered(), Backend, users, window, {
            UserSort::Name => name_words: Text,
            UserSort::Email => email_key: Text,
            UserSort::CreatedAt => created_at: Moment,
            UserSort::UpdatedAt => updated_at: Moment,
        });
        (page.select(UserRow::as_select()).load::<UserRow>(c).await?, total)
    });
    Ok(window.slice(rows, total, UserRow::position).map(User::from))
}
