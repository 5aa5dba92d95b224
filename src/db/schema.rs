//! The tables, once for both databases.

#![expect(missing_docs, reason = "the migrations say what the columns are")]

diesel::table! {
    use diesel::sql_types::{BigInt, Date, Nullable, Text};
    use crate::db::types::sql::{Id, Instant};

    authors (id) {
        id -> Id,
        version -> BigInt,
        created_at -> Instant,
        updated_at -> Instant,
        first_name -> Text,
        last_name -> Text,
        biography -> Nullable<Text>,
        born -> Nullable<Date>,
        died -> Nullable<Date>,
        name_words -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Integer, Nullable, Text};
    use crate::db::types::sql::{Id, Instant, Json};

    books (id) {
        id -> Id,
        version -> BigInt,
        created_at -> Instant,
        updated_at -> Instant,
        title -> Text,
        author_id -> Id,
        pages -> Integer,
        genre -> Text,
        isbn -> Nullable<Text>,
        publications -> Json,
        images -> Json,
        title_words -> Text,
        search_words -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{Nullable, Text};
    use crate::db::types::sql::{Id, Instant, Json};

    audit_events (id) {
        id -> Id,
        created_at -> Instant,
        action -> Text,
        outcome -> Text,
        actor_id -> Nullable<Id>,
        actor -> Text,
        target -> Nullable<Text>,
        address -> Text,
        agent -> Text,
        request_id -> Text,
        details -> Nullable<Json>,
    }
}

diesel::table! {
    /// Where Diesel keeps which migrations have run.
    __diesel_schema_migrations (version) {
        version -> Text,
    }
}

diesel::joinable!(books -> authors (author_id));
diesel::allow_tables_to_appear_in_same_query!(authors, books);
