//! What a database's failure means to the house.

use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind, Error as DieselError};

use crate::error::Error;

/// What both databases say, in other words, when the server is away, stops, or is full.
const AWAY: &[&str] = &[
    "canceling statement due to",
    "terminating connection",
    "the database system is",
    "too many clients",
    "remaining connection slots",
    "connection closed",
    "deadlock detected",
    "could not serialize access",
    "No space left",
    "could not extend file",
    "could not write",
    "database or disk is full",
    "disk I/O error",
    "database is locked",
    "unable to open database file",
    "attempt to write a readonly database",
];

impl From<DieselError> for Error {
    fn from(error: DieselError) -> Self {
        if is_away(&error) { Self::unavailable(error) } else { Self::internal(error) }
    }
}

/// Whether the database could not do it now, and may later.
pub(crate) fn is_away(error: &DieselError) -> bool {
    match error {
        DieselError::DatabaseError(
            DatabaseErrorKind::UnableToSendCommand
            | DatabaseErrorKind::ClosedConnection
            | DatabaseErrorKind::SerializationFailure,
            _,
        )
        | DieselError::BrokenTransactionManager => true,
        DieselError::DatabaseError(_, info) => AWAY.iter().any(|words| info.message().contains(words)),
        _ => false,
    }
}

/// A constraint that a statement may run into where the domain expects it.
#[derive(Debug, Clone, Copy)]
pub enum Constraint {
    /// A unique index over one column: `unique("books", "isbn")`, named `books_isbn_key` in both databases.
    Unique {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
    },
    /// A column that must have a value, where a statement works it out. Only PostgreSQL is asked to.
    NotNull {
        /// The column.
        column: &'static str,
    },
    /// Any foreign key of the statement's table. SQLite does not say which.
    ForeignKey,
}

/// Whether the statement failed because of this constraint.
#[must_use]
pub fn is_violation(error: &DieselError, constraint: Constraint) -> bool {
    let DieselError::DatabaseError(kind, info) = error else { return false };
    match (constraint, kind) {
        (
            Constraint::ForeignKey,
            DatabaseErrorKind::ForeignKeyViolation | DatabaseErrorKind::RestrictViolation,
        ) => true,
        (Constraint::Unique { table, column }, DatabaseErrorKind::UniqueViolation) => {
            names(info.as_ref(), table, column)
        }
        (Constraint::NotNull { column }, DatabaseErrorKind::NotNullViolation) => {
            info.column_name() == Some(column)
        }
        _ => false,
    }
}

/// PostgreSQL names the constraint; SQLite names the column in its message.
fn names(info: &(dyn DatabaseErrorInformation + Send + Sync), table: &str, column: &str) -> bool {
    match info.constraint_name() {
        Some(name) => name == format!("{table}_{column}_key"),
        None => info.message().ends_with(&format!("{table}.{column}")),
    }
}
