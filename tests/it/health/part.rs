//! The health checks' entry for the tests that walk the contract.

use crate::parts::{Entry, Part, everybody};

pub struct Health;

impl Part for Health {
    fn folder(&self) -> &'static str {
        "health"
    }

    fn operations(&self) -> Vec<Entry> {
        vec![everybody("getLiveness"), everybody("getReadiness")]
    }
}
