//! The tokens' entry for the tests that walk the contract.

use crate::parts::{Entry, Part, everybody};

pub struct Tokens;

impl Part for Tokens {
    fn folder(&self) -> &'static str {
        "tokens"
    }

    fn operations(&self) -> Vec<Entry> {
        vec![everybody("getKeySet")]
    }
}
