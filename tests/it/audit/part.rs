//! The audit's entry for the tests that walk the contract.

use futures_util::future::BoxFuture;
use imprint::accounts::users::Role;

use crate::parts::Shown::Never;
use crate::parts::{Entry, Object, Part, admin};
use crate::support::Kit;

pub struct Audit;

impl Part for Audit {
    fn folder(&self) -> &'static str {
        "audit"
    }

    fn operations(&self) -> Vec<Entry> {
        // What happened is not for a demonstration to make up.
        vec![admin("listAuditEvents"), admin("getAuditEvent").shown(Never("audit_event_not_found"))]
    }

    fn objects<'k>(&self, kit: &'k Kit) -> BoxFuture<'k, Vec<Object>> {
        Box::pin(async {
            let path = format!("/v1/audit-events/{}", kit.refusal().await);
            vec![Object::private("audit_event_id", &path, Role::Editor)]
        })
    }
}
