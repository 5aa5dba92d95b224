//! Query parameters of the list of users.

use super::super::model::{Role, Tier, UserFilter};
use crate::http::query::parameters;
use crate::page::Period;
use crate::text::SearchText;

parameters! {
    /// Filters of the list of users.
    #[derive(Debug)]
    pub struct UserQuery {
        /// Only users whose names and e-mail addresses contain, for each search word, a word that begins with it. Case and accents do not
        /// matter. An empty value does not filter; a value without letters and digits finds nothing.
        search: Option<SearchText>,
        /// Only users with this role.
        role: Option<Role>,
        /// Only users with this tier.
        tier: Option<Tier>,
        /// Only users who can sign in (`true`) or cannot (`false`).
        active: Option<bool>,
    }
}

impl UserQuery {
    /// Returns the filter, together with the period.
    pub(in super::super) fn filter(self, made: Period) -> UserFilter {
        let Self { search, role, tier, active } = self;
        UserFilter { search, role, tier, active, made }
    }
}
