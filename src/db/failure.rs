//! Translates database errors into the project's error type.

use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind, Error as DieselError};

use crate::error::Error;

/// Messages of both databases when the server is unreachable, stops, aborts a transaction or is full.
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
    "read-only transaction",
    "during recovery",
];

/// Messages of both databases when the disk is full.
const FULL: &[&str] =
    &["No space left", "could not extend file", "could not write", "database or disk is full"];

/// Messages of PostgreSQL when it aborted one transaction in favour of another.
const CONFLICT: &[&str] = &["deadlock detected", "could not serialize access"];

/// A database error as it may be logged: without the values of callers, which databases quote in their messages.
#[derive(Debug, thiserror::Error)]
#[error("{}", without_values(.0))]
struct Failure(DieselError);

impl From<DieselError> for Error {
    fn from(error: DieselError) -> Self {
        if is_away(&error) { Self::unavailable(Failure(error)) } else { Self::internal(Failure(error)) }
    }
}

/// Returns the message up to the first quotation mark, because databases quote values and names alike. The names of tables,
/// columns and constraints are added from separate fields.
fn without_values(error: &DieselError) -> String {
    let text = error.to_string();
    let plain = text.split(['"', '\'', '[', '`', '«', '“', '„']).next().unwrap_or_default();
    let cut = if plain.len() < text.len() { format!("{plain}…") } else { text.clone() };
    let DieselError::DatabaseError(kind, info) = error else { return cut };
    let names = [info.table_name(), info.column_name(), info.constraint_name()];
    let names: Vec<_> = names.into_iter().flatten().collect();
    let names = if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) };
    format!("{kind:?}: {cut}{names}")
}

/// The error of a unit of work: an [`Error`], or a type that may contain one.
pub trait UnitError: From<Error> + Send + 'static {
    /// Returns the [`Error`] in it, if there is one.
    fn house(&self) -> Option<&Error>;
}

impl UnitError for Error {
    fn house(&self) -> Option<&Error> {
        Some(self)
    }
}

/// Returns whether PostgreSQL aborted the unit in favour of another one. Nothing of it was kept, so it can be retried.
pub(super) fn is_conflict(error: &impl UnitError) -> bool {
    let source = error.house().and_then(std::error::Error::source);
    match source.and_then(|source| source.downcast_ref()) {
        Some(Failure(DieselError::DatabaseError(DatabaseErrorKind::SerializationFailure, _))) => true,
        Some(Failure(error)) => says(error, CONFLICT),
        None => false,
    }
}

/// Returns whether the connection was lost before the response arrived.
pub(super) fn is_lost(error: &impl UnitError) -> bool {
    use DatabaseErrorKind::{ClosedConnection, UnableToSendCommand};
    let source = error.house().and_then(std::error::Error::source);
    match source.and_then(|source| source.downcast_ref()) {
        Some(Failure(DieselError::DatabaseError(UnableToSendCommand | ClosedConnection, _))) => true,
        Some(Failure(error)) => says(error, &["terminating connection"]),
        None => false,
    }
}

/// Returns whether the disk was full.
pub(super) fn is_full(error: &DieselError) -> bool {
    says(error, FULL)
}

fn says(error: &DieselError, words: &[&str]) -> bool {
    matches!(error, DieselError::DatabaseError(_, info) if words.iter().any(|words| info.message().contains(words)))
}

/// Returns whether the failure is temporary, so that the database may succeed later.
pub(crate) fn is_away(error: &DieselError) -> bool {
    match error {
        DieselError::DatabaseError(
            DatabaseErrorKind::UnableToSendCommand
            | DatabaseErrorKind::ClosedConnection
            | DatabaseErrorKind::SerializationFailure
            | DatabaseErrorKind::ReadOnlyTransaction,
            _,
        )
        | DieselError::BrokenTransactionManager => true,
        error => says(error, AWAY),
    }
}

/// A constraint whose violation the domain expects.
#[derive(Debug, Clone, Copy)]
pub enum Constraint {
    /// A unique index on one column. The index on `books.isbn` is named `books_isbn_key` in both databases.
    Unique {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
    },
    /// A column that must not be null and is computed by the statement. Only used on PostgreSQL.
    NotNull {
        /// The column.
        column: &'static str,
    },
    /// Any foreign key of the statement's table. SQLite does not report which one.
    ForeignKey,
}

/// Returns whether the statement failed because of this constraint.
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

/// Returns whether the error names this unique index: PostgreSQL names the constraint, SQLite names the column in its message.
fn names(info: &(dyn DatabaseErrorInformation + Send + Sync), table: &str, column: &str) -> bool {
    match info.constraint_name() {
        Some(name) => name == format!("{table}_{column}_key"),
        None => info.message().ends_with(&format!("{table}.{column}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_has_no_value_that_a_database_quotes() {
        for (message, told) in [
            ("word is too long in tsquery: \"'secret':*\"", "Unknown: word is too long in tsquery: …"),
            ("fts5: syntax error near \"secret\"", "Unknown: fts5: syntax error near …"),
            ("malformed MATCH expression: [secret]", "Unknown: malformed MATCH expression: …"),
            ("UNIQUE constraint failed: books.isbn", "Unknown: UNIQUE constraint failed: books.isbn"),
        ] {
            let error = DieselError::DatabaseError(DatabaseErrorKind::Unknown, Box::new(message.to_owned()));

            assert_eq!(Error::from(error).reason(), told);
        }
        let error = DieselError::DeserializationError("unknown variant `secret`".into());
        assert!(!Error::from(error).reason().contains("secret"));
    }
}
