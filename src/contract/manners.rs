//! What an operation's shape does not tell: whose manners it follows, and what it can do without.
//!
//! The framework's metadata has no room for it, so each file of operations has a table beside them, of those that differ from the
//! rest. A new kind of manners is one more method of [`Manners`] and one more question of those who ask.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::emit::EmitError;

/// The manners of one operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manners {
    operation: &'static str,
    protocol: bool,
    database: bool,
}

impl Manners {
    /// The manners of the house, which most operations follow, for the operation with this id.
    #[must_use]
    pub const fn of(operation: &'static str) -> Self {
        Self { operation, protocol: false, database: true }
    }

    /// The operation follows the standard of a protocol instead: it ignores parameters and fields that it does not know, and says
    /// what is wrong with a body in the words of the protocol.
    #[must_use]
    pub const fn of_a_protocol(self) -> Self {
        Self { protocol: true, ..self }
    }

    /// The operation answers without asking the database.
    #[must_use]
    pub const fn without_database(self) -> Self {
        Self { database: false, ..self }
    }

    pub(super) const fn follows_protocol(self) -> bool {
        self.protocol
    }

    pub(super) const fn needs_database(self) -> bool {
        self.database
    }
}

/// What the parts declare beside their operations, gathered. The default is for an API all of whose operations follow the house.
#[derive(Debug, Clone, Copy, Default)]
pub struct Declared {
    /// The tables of manners.
    pub manners: &'static [&'static [Manners]],
}

impl Declared {
    /// The manners of an operation of the document.
    pub(super) fn manners(&self, operation: &Value) -> Manners {
        let id = operation["operationId"].as_str().unwrap_or_default();
        let mut all = self.manners.iter().copied().flatten();
        all.find(|manners| manners.operation == id).copied().unwrap_or(Manners::of(""))
    }

    /// Holds the tables against the document.
    ///
    /// # Errors
    /// When one names an operation that is not there, or that another names too.
    pub(super) fn check(&self, document: &Value) -> Result<(), EmitError> {
        let items = document["paths"].as_object().into_iter().flat_map(Map::values);
        let operations = items.flat_map(|item| item.as_object().into_iter().flat_map(Map::values));
        let mut ids: BTreeSet<_> =
            operations.filter_map(|operation| operation["operationId"].as_str()).collect();
        let mut all = self.manners.iter().copied().flatten();
        match all.find(|manners| !ids.remove(manners.operation)) {
            Some(stray) => Err(EmitError::Manners(stray.operation)),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const TABLE: &[Manners] = &[Manners::of("ask").of_a_protocol(), Manners::of("live").without_database()];

    fn document(ids: &[&str]) -> Value {
        let item = |id: &&str| (format!("/{id}"), json!({ "get": { "operationId": id } }));
        json!({ "paths": ids.iter().map(item).collect::<Map<_, _>>() })
    }

    #[test]
    fn an_operation_without_an_entry_follows_the_house() {
        let declared = Declared { manners: &[TABLE] };
        let of = |id: &str| {
            let manners = declared.manners(&json!({ "operationId": id }));
            (manners.follows_protocol(), manners.needs_database())
        };

        assert_eq!((of("ask"), of("live"), of("other")), ((true, true), (false, false), (false, true)));
    }

    #[test]
    fn an_entry_needs_an_operation_of_its_own() {
        let there = document(&["ask", "live", "other"]);

        assert!(Declared { manners: &[TABLE] }.check(&there).is_ok());
        assert!(Declared { manners: &[TABLE, TABLE] }.check(&there).is_err());
        assert!(Declared { manners: &[TABLE] }.check(&document(&["ask"])).is_err());
    }
}
