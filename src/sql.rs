//! SQL types that stand for one column type in each database. `db::schema` uses them, and `db::types` maps values to columns.
//!
//! Never name one of them `Timestamp`: `diesel::table!` would use its own type of that name.

use diesel::query_builder::QueryId;
use diesel::sql_types::SqlType;

/// An id: `uuid` or 16 bytes.
#[derive(Debug, Clone, Copy, SqlType, QueryId)]
#[diesel(postgres_type(oid = 2950, array_oid = 2951))]
#[diesel(sqlite_type(name = "Binary"))]
pub struct Id;

/// An instant: `timestamptz` or microseconds since 1970.
#[derive(Debug, Clone, Copy, SqlType, QueryId)]
#[diesel(postgres_type(oid = 1184, array_oid = 1185))]
#[diesel(sqlite_type(name = "Long"))]
pub struct Instant;

/// A JSON document: `jsonb` or text.
#[derive(Debug, Clone, Copy, SqlType, QueryId)]
#[diesel(postgres_type(oid = 3802, array_oid = 3807))]
#[diesel(sqlite_type(name = "Text"))]
pub struct Json;
