//! Tests of the demonstration: its users, the databases that it refuses, and how it announces itself.

use std::process::Stdio;
use std::time::Duration;

use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, SqliteConnection};
use imprint::config::DatabaseUrl;

use super::child::{Server, call, imprint};
use super::user::create;
use crate::support::{Database, Kind};

const DEMONSTRATION: &str = "This is a demonstration: everybody can sign in";
const PASSWORD: &str = "seven gulls over the pier";

/// Makes a test for each database out of one function.
macro_rules! on_both {
    ($($name:ident: $test:ident,)*) => {$(
        mod $name {
            use super::*;

            #[tokio::test]
            async fn sqlite() {
                $test(Kind::Sqlite).await;
            }

            #[tokio::test]
            async fn postgres() {
                $test(Kind::Postgres).await;
            }
        }
    )*};
}

on_both! {
    the_administrators_password_is_printed_at_the_first_start_and_never_again: told_once,
    a_database_with_real_users_is_refused_and_stays_as_it_was: real_users,
    of_two_demonstrations_that_start_at_once_one_makes_the_users: two_at_once,
}

/// The number of users in a filtered list.
fn users(server: &Server, token: &str, filter: &str) -> i64 {
    let path = format!("/v1/users?count=exact&{filter}");
    let (status, page) = call(server.address, "GET", path.trim_end_matches('&'), token, "").unwrap();
    assert_eq!(status, 200, "{page}");
    page["meta"]["total"].as_i64().unwrap()
}

fn books(server: &Server) -> i64 {
    server.call("GET", "/v1/books?count=exact", "").unwrap().1["meta"]["total"].as_i64().unwrap()
}

fn stop(mut server: Server) {
    server.signal("-TERM");
    assert_eq!(server.wait(Duration::from_secs(10)), Some(0));
}

async fn told_once(kind: Kind) {
    let Some(database) = Database::empty(kind).await else { return };

    let first = Server::start(&database, &["--demo"]);
    let password = first.admin_password().unwrap();
    let (said, log) = first.output();
    stop(first);
    let second = Server::start(&database, &["--demo"]);

    assert!(password.len() >= 20 && said.matches(&password).count() == 1, "{said}");
    assert!(said.contains(DEMONSTRATION) && log.contains(DEMONSTRATION), "{said} {log}");
    assert!(!log.contains(&password), "{log}");
    assert_eq!(second.admin_password(), None);
    let admin = second.sign_in_as("admin", &password).unwrap();
    for (filter, expected) in [("", 7), ("role=editor", 2), ("tier=premium", 2), ("active=false", 1)] {
        assert_eq!(users(&second, &admin, filter), expected, "{filter}");
    }
}

async fn real_users(kind: Kind) {
    let Some(database) = Database::empty(kind).await else { return };
    assert!(create(&database, "root@people.example", PASSWORD).status.success());
    let mut command = imprint();
    command.args(["serve", "--demo", "--bind", "127.0.0.1:0", "--database-url", &database.url()]);

    let output = command.env("IMPRINT_LOG", "off").stderr(Stdio::piped()).output().unwrap();

    let line = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), line.lines().count()), (Some(1), 1), "{line}");
    assert!(
        line.starts_with("imprint: --demo: the database holds real users") && line.contains("without --demo")
    );
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "");
    let server = Server::start(&database, &[]);
    assert_eq!(books(&server), 0);
    assert_eq!(server.sign_in_as("grace", PASSWORD), Err("credentials_invalid".to_owned()));
    assert!(!server.output().1.contains("demonstration"));
}

async fn two_at_once(kind: Kind) {
    let Some(database) = Database::empty(kind).await else { return };

    let servers = std::thread::scope(|scope| {
        let started = [(); 2].map(|()| scope.spawn(|| Server::start(&database, &["--demo"])));
        started.map(|server| server.join().unwrap())
    });

    let passwords: Vec<_> = servers.iter().filter_map(Server::admin_password).collect();
    assert_eq!(passwords.len(), 1);
    for server in &servers {
        let admin = server.sign_in_as("admin", &passwords[0]).unwrap();
        assert_eq!(users(server, &admin, ""), 7);
        assert!(books(server) > 100);
    }
}

#[tokio::test]
async fn a_database_that_is_refused_is_not_even_migrated() {
    let database = Database::migrated(Kind::Sqlite).await.unwrap();
    assert!(create(&database, "root@people.example", PASSWORD).status.success());
    let DatabaseUrl::Sqlite(file) = &database.config.url else { unreachable!() };
    let mut conn = SqliteConnection::establish(file.to_str().unwrap()).unwrap();
    let applied = "DELETE FROM __diesel_schema_migrations WHERE version = '20261121000007'";
    conn.batch_execute(&format!("{applied}; DROP TABLE signing_keys")).unwrap();
    let arguments = ["serve", "--demo", "--bind", "127.0.0.1:0", "--database-url", &database.url()];

    let status = imprint().args(arguments).status().unwrap();

    assert_eq!(status.code(), Some(1));
    assert!(conn.batch_execute("SELECT * FROM signing_keys").is_err());
}

#[tokio::test]
async fn those_whose_passwords_are_known_sign_in_and_those_who_have_none_do_not() {
    let database = Database::empty(Kind::Sqlite).await.unwrap();

    let server = Server::start(&database, &["--demo"]);

    assert!(server.sign_in_as("andrey", "simplepassword").is_ok());
    assert!(server.sign_in_as("grace", PASSWORD).is_ok());
    for username in ["admin", "marta", "joaquin", "wanjiru"] {
        let refused = server.sign_in_as(username, "simplepassword");
        assert_eq!(refused, Err("credentials_invalid".to_owned()), "{username}");
    }
}

#[tokio::test]
async fn the_client_for_phones_gets_tokens_with_json_as_with_a_form_and_the_next_ones_for_a_refresh_token() {
    let database = Database::empty(Kind::Sqlite).await.unwrap();
    let server = Server::start(&database, &["--demo"]);
    let client = serde_json::json!({"client_id": "mobileV1", "client_secret": "abc123456"});
    let ask = |grant: serde_json::Value| {
        let mut body = client.clone();
        body.as_object_mut().unwrap().extend(grant.as_object().unwrap().clone());
        let (status, answer) = server.call("POST", "/oauth/token", &body.to_string()).unwrap();
        assert_eq!(status, 200, "{answer}");
        answer
    };

    let first = ask(
        serde_json::json!({"grant_type": "password", "username": "andrey", "password": "simplepassword"}),
    );
    let next =
        ask(serde_json::json!({"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}));

    let token = next["access_token"].as_str().unwrap();
    let (status, me) = call(server.address, "GET", "/v1/me", token, "").unwrap();
    assert_eq!((status, &me["username"], &next["token_type"]), (200, &"andrey".into(), &"Bearer".into()));
}

#[tokio::test]
async fn visitors_who_sign_up_do_not_end_a_demonstration() {
    let database = Database::empty(Kind::Sqlite).await.unwrap();
    let first = Server::start(&database, &["--demo"]);
    let visitor = serde_json::json!({"email": "v@people.example", "name": "A Visitor", "password": PASSWORD});
    assert_eq!(first.call("POST", "/v1/users", &visitor.to_string()).unwrap().0, 201);
    stop(first);

    let second = Server::start(&database, &["--demo"]);

    assert!(second.sign_in_as("andrey", "simplepassword").is_ok());
}

#[tokio::test]
async fn a_server_that_is_no_demonstration_warns_of_the_users_and_clients_of_one() {
    let database = Database::empty(Kind::Sqlite).await.unwrap();
    stop(Server::start(&database, &["--demo"]));

    let server = Server::start(&database, &[]);

    let (said, log) = server.output();
    assert!(log.contains("WARN") && log.contains("users of a demonstration are in this database"), "{log}");
    assert!(log.contains("clients of a demonstration are in this database"), "{log}");
    assert!(!said.contains("demonstration"), "{said}");
}
