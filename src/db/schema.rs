//! The tables, declared once for both databases.

#![expect(missing_docs, reason = "the migrations say what the columns are")]

diesel::table! {
    use diesel::sql_types::{BigInt, Date, Nullable, Text};
    use crate::sql::{Id, Instant};

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
        name_key -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Integer, Nullable, Text};
    use crate::sql::{Id, Instant, Json};

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
        title_key -> Text,
        genre_key -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Bool, Nullable, Text};
    use crate::sql::{Id, Instant};

    users (id) {
        id -> Id,
        version -> BigInt,
        created_at -> Instant,
        updated_at -> Instant,
        email -> Text,
        email_key -> Text,
        username -> Nullable<Text>,
        username_key -> Nullable<Text>,
        name -> Text,
        role -> Text,
        tier -> Text,
        active -> Bool,
        password_hash -> Text,
        password_changed_at -> Instant,
        name_words -> Text,
        search_words -> Text,
        name_key -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{Nullable, Text};
    use crate::sql::{Id, Instant};

    sessions (id) {
        id -> Id,
        subject -> Text,
        subject_id -> Id,
        client -> Text,
        scope -> Text,
        created_at -> Instant,
        expires_at -> Instant,
        ended_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Binary, Bool, Nullable, Text};
    use crate::sql::{Id, Instant, Json};

    clients (id) {
        id -> Id,
        version -> BigInt,
        created_at -> Instant,
        updated_at -> Instant,
        client_id -> Text,
        name -> Text,
        confidential -> Bool,
        grants -> Json,
        redirect_uris -> Json,
        scopes -> Text,
        secret_hash -> Nullable<Binary>,
        previous_hash -> Nullable<Binary>,
        previous_expires_at -> Nullable<Instant>,
        name_words -> Text,
        name_key -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{Binary, Nullable, Text};
    use crate::sql::{Id, Instant};

    authorization_codes (hash) {
        hash -> Binary,
        client -> Text,
        user_id -> Id,
        redirect_uri -> Nullable<Text>,
        scope -> Text,
        challenge -> Text,
        expires_at -> Instant,
        session_id -> Nullable<Id>,
    }
}

diesel::table! {
    use diesel::sql_types::{Binary, Nullable};
    use crate::sql::{Id, Instant};

    refresh_tokens (hash) {
        hash -> Binary,
        session_id -> Id,
        expires_at -> Instant,
        spent_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::{Binary, Text};
    use crate::sql::Instant;

    signing_keys (id) {
        id -> Text,
        created_at -> Instant,
        sealed -> Binary,
    }
}

diesel::table! {
    use diesel::sql_types::{Nullable, Text};
    use crate::sql::{Id, Instant, Json};

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
    use diesel::sql_types::Text;
    use crate::sql::{Id, Instant};

    reset_tokens (hash) {
        hash -> Text,
        user_id -> Id,
        bond -> Text,
        expires_at -> Instant,
    }
}

diesel::table! {
    heartbeats (id) {
        id -> Integer,
        beat -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::{Bool, Integer, Nullable, Text};
    use crate::sql::Id;

    search_progress (name) {
        name -> Text,
        folding -> Integer,
        row_id -> Nullable<Id>,
        done -> Bool,
    }
}

diesel::table! {
    /// Diesel's table of the migrations that have run.
    __diesel_schema_migrations (version) {
        version -> Text,
    }
}

diesel::joinable!(books -> authors (author_id));
diesel::joinable!(refresh_tokens -> sessions (session_id));
diesel::allow_tables_to_appear_in_same_query!(refresh_tokens, sessions);
diesel::allow_tables_to_appear_in_same_query!(authors, books);
