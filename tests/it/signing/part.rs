//! The sign-in's entry for the tests that walk the contract.

use serde_json::json;

use crate::accounts::people::PASSWORD;
use crate::parts::Shown::{Last, Never, Once};
use crate::parts::{Entry, Part, Request, everybody, viewer};

pub struct Signing;

impl Part for Signing {
    fn folder(&self) -> &'static str {
        "signing"
    }

    fn operations(&self) -> Vec<Entry> {
        vec![
            // The example changes its password in between.
            everybody("login")
                .body(json!({"email": "ann@people.example", "password": PASSWORD}))
                .shown(Once("credentials_invalid")),
            everybody("refreshTokens")
                .body(json!({"refreshToken": "none of ours"}))
                .shown(Never("refresh_token_invalid")),
            viewer("logout").shown(Last),
        ]
    }

    fn provoke(&self, operation: &str, code: &str, good: &Request) -> Option<Request> {
        match code {
            "credentials_invalid" => {
                Some(good.clone().body(json!({"email": "who@people.example", "password": "x"})))
            }
            // The token of a good request is none of ours.
            "refresh_token_invalid" => Some(good.clone()),
            // Who signs in rightly has no limit.
            "rate_limited" if operation == "login" => self.provoke(operation, "credentials_invalid", good),
            _ => None,
        }
    }
}
