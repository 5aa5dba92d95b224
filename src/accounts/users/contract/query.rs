//! What the list of users is asked.

use super::super::model::{Role, Tier, UserFilter};
use crate::http::query::parameters;
use crate::page::Period;
use crate::text::SearchText;

parameters! {
    /// Which users a list has.
    #[derive(Debug)]
    pub struct UserQuery {
        /// Only users whose names and e-mail addresses have, for each word given, a word that begins with it. Case and accents don't
        /// matter. An empty text is no filter; a text without letters and digits finds nothing.
        search: Option<SearchText>,
        /// Only those with this role.
        role: Option<Role>,
        /// Only those with this tier.
        tier: Option<Tier>,
        /// Only those who may sign in (`true`), or only those who may not (`false`).
        active: Option<bool>,
    }
}

impl UserQuery {
    /// The filter that it makes, together with the time.
    pub(in super::super) fn filter(self, made: Period) -> UserFilter {
        let Self { search, role, tier, active } = self;
        UserFilter { search, role, tier, active, made }
    }
}
