//! The accounts' entry for the tests that walk the contract.

use futures_util::future::BoxFuture;
use imprint::accounts::users::Role;
use serde_json::json;

use super::people::{PASSWORD, Person};
use crate::parts::Shown::{Never, Once};
use crate::parts::{Entry, Object, Part, Request, admin, everybody, viewer};
use crate::support::Kit;

/// Not easy to guess.
const NEXT: &str = "a bag of three lemons";

pub struct Accounts;

impl Part for Accounts {
    fn folder(&self) -> &'static str {
        "accounts"
    }

    fn operations(&self) -> Vec<Entry> {
        let new =
            json!({"email": "new@people.example", "username": "new", "name": "New", "password": PASSWORD});
        let user = json!({
            "email": "ann@people.example", "username": "ann", "name": "Ann", "role": "viewer", "tier": "regular", "active": true,
        });
        vec![
            viewer("getMe"),
            viewer("replaceMe").body(json!({"name": "Me"})),
            viewer("updateMe").body(json!({})),
            viewer("changePassword")
                .body(json!({"currentPassword": PASSWORD, "newPassword": NEXT}))
                .shown(Once("validation_failed")),
            everybody("requestPasswordReset").body(json!({"email": "ann@people.example"})),
            // The token that it needs is in a mail.
            everybody("resetPassword")
                .body(json!({"token": "none", "newPassword": PASSWORD}))
                .shown(Never("reset_token_invalid")),
            everybody("createUser").body(new).shown(Once("email_taken")),
            admin("listUsers"),
            admin("getUser"),
            admin("replaceUser").body(user),
            admin("updateUser").body(json!({})),
            admin("deleteUser"),
        ]
    }

    /// Somebody, and the only administrator, who is whoever asks in the tests.
    fn objects<'k>(&self, kit: &'k Kit) -> BoxFuture<'k, Vec<Object>> {
        Box::pin(async {
            let ann = Person::new(kit, "ann", Role::Viewer).await;
            let own = Person::in_charge(kit).await;
            vec![
                Object::private("user_id", &ann.path, Role::Editor),
                Object::private("own_id", &own.path, Role::Editor),
            ]
        })
    }

    fn provoke(&self, operation: &str, code: &str, good: &Request) -> Option<Request> {
        let good = good.clone();
        let about = |who: &str| good.clone().replace("{user_id}", who);
        match (code, operation) {
            ("email_taken", _) => Some(good.with("email", "Chief@people.example")),
            ("username_taken", "replaceMe" | "updateMe") => Some(good.with("username", "ANN")),
            ("username_taken", _) => Some(good.with("username", "CHIEF")),
            ("own_account", _) => Some(about("{own_id}").with("role", "editor")),
            ("admin_required", "deleteUser") => Some(about("{own_id}").bearer_of_client()),
            ("admin_required", _) => Some(good.with("role", "editor").holding("users:write")),
            ("last_admin", "deleteUser") => Some(about("{own_id}")),
            // The token of a good request is none of ours.
            ("reset_token_invalid", _) => Some(good),
            // Who knows the password has no limit.
            ("rate_limited", "changePassword") => Some(good.with("currentPassword", "another")),
            _ => None,
        }
    }
}
