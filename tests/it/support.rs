//! The test kit: an app with a fixed clock, seeded ids and its own database, and a client that needs no socket.
//!
//! `both! { async fn name(kit: Kit) { … } }` makes two tests of one: on SQLite, and on PostgreSQL where
//! `IMPRINT_TEST_POSTGRES_URL` names a server. Both must give the same snapshots.

mod answer;
mod busy;
mod database;
mod kit;

pub use self::answer::{Answer, admitted};
pub use self::busy::Busy;
pub use self::database::{Database, Kind, config, sql};
pub use self::kit::{Kit, book, key};

/// Makes a test for each database out of one function.
macro_rules! both {
    ($($(#[$meta:meta])* async fn $name:ident($kit:ident: Kit) $body:block)*) => {$(
        $(#[$meta])*
        mod $name {
            use super::*;

            async fn test($kit: Kit) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                test(crate::support::Kit::new(crate::support::Kind::Sqlite).await.unwrap()).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                if let Some(kit) = crate::support::Kit::new(crate::support::Kind::Postgres).await {
                    test(kit).await;
                }
            }
        }
    )*};
}
pub(crate) use both;

/// Compares an answer with its snapshot, named `<operation>_<status>_<case>`. Both databases share it.
macro_rules! assert_answer {
    ($name:literal, $answer:expr) => {{
        let shown = $answer.to_string();
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, shown);
        })
    }};
}
pub(crate) use assert_answer;
