//! Conventions that an operation does not follow, and resources that it does not need, where its shape does not show them.
//!
//! The framework's metadata has no place for this, so each module with such operations has a table of those that differ from the
//! rest. A new convention is one more method of [`Manners`] and one more check where it matters.

/// The conventions of one operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manners {
    operation: &'static str,
    protocol: bool,
    database: bool,
}

impl Manners {
    /// Creates the entry of an operation that follows the API's own conventions, as most do.
    #[must_use]
    pub const fn of(operation: &'static str) -> Self {
        Self { operation, protocol: false, database: true }
    }

    /// The operation follows the standard of a protocol instead: it ignores unknown parameters and fields, and reports faults in
    /// a body in the protocol's own format.
    #[must_use]
    pub const fn of_a_protocol(self) -> Self {
        Self { protocol: true, ..self }
    }

    /// The operation does not use the database.
    #[must_use]
    pub const fn without_database(self) -> Self {
        Self { database: false, ..self }
    }

    /// Returns the id of the operation.
    #[must_use]
    pub const fn operation(self) -> &'static str {
        self.operation
    }

    /// Returns whether the operation follows the standard of a protocol.
    #[must_use]
    pub const fn follows_protocol(self) -> bool {
        self.protocol
    }

    /// Returns whether the operation uses the database.
    #[must_use]
    pub const fn needs_database(self) -> bool {
        self.database
    }
}
