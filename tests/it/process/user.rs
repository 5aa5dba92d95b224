//! Tests of the `imprint user` command.

use std::io::Write as _;
use std::process::{Output, Stdio};

use imprint::config::DatabaseUrl;

use super::child::{Server, call, imprint};
use crate::support::{Database, Kind};

pub fn create(database: &Database, email: &str, password: &str) -> Output {
    let arguments = [
        "user",
        "create",
        "--create",
        "--role",
        "admin",
        "--email",
        email,
        "--name",
        "Root",
        "--set",
        "identity.bcrypt_cost=4",
    ];
    let mut command = imprint();
    command.args(arguments).args(["--database-url", &database.url()]);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(format!("{password}\n").as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

/// Runs `imprint user` with a line of standard input.
fn user(database: &Database, arguments: &[&str], line: &str) -> (bool, String, String) {
    let mut command = imprint();
    command.arg("user").args(arguments).args(["--database-url", &database.url()]);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // Commands that ask for nothing may have ended already.
    let _ = child.stdin.take().unwrap().write_all(line.as_bytes());
    let output = child.wait_with_output().unwrap();
    let (out, error) = said(&output);
    (output.status.success(), out, error)
}

fn said(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&output.stdout), text(&output.stderr))
}

#[tokio::test]
async fn the_first_administrator_is_made_at_the_command_line_by_the_same_rules() {
    let database = Database::empty(Kind::Sqlite).await.unwrap();

    let made = create(&database, "root@people.example", "seven gulls over the pier");
    assert!(made.status.success(), "{:?}", said(&made));
    assert_eq!(said(&made).0.trim().len(), 36);

    for (email, password, reason) in [
        ("Root@People.example", "seven gulls over the pier", "the email belongs to another user"),
        ("two@people.example", "password1234", "the password is too easy to guess"),
        ("two@people.example", "short", "the password is too short"),
        ("nowhere", "seven gulls over the pier", "--email is not an e-mail address"),
    ] {
        let refused = create(&database, email, password);
        let (_, error) = said(&refused);
        assert!(!refused.status.success() && error.contains(reason), "{error}");
        assert!(!error.contains("seven gulls"), "{error}");
    }
}

#[tokio::test]
async fn a_database_that_does_not_exist_is_named_and_made_only_when_asked() {
    let database = Database::empty(Kind::Sqlite).await.unwrap();
    let DatabaseUrl::Sqlite(file) = &database.config.url else { unreachable!() };
    let account = ["create", "--email", "a@people.example", "--name", "Ann"];

    let refused = user(&database, &account, "seven gulls over the pier\n");
    let rotated = imprint().args(["keys", "rotate", "--database-url", &database.url()]).status().unwrap();

    assert!(!refused.0 && refused.2.contains(&format!("{} does not exist", file.display())), "{refused:?}");
    assert!(!rotated.success() && !file.exists());
    let made = user(&database, &[&account[..], &["--create"]].concat(), "seven gulls over the pier\n");
    assert!(made.0 && made.2.contains(&format!("Database: sqlite:{}", file.display())), "{made:?}");
}

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
    a_user_is_found_listed_and_changed_at_the_command_line_while_a_server_runs: changed,
    a_database_without_tables_gets_none_unasked: without_tables,
}

async fn changed(kind: Kind) {
    let Some(database) = Database::empty(kind).await else { return };
    let server = Server::start(&database, &["--demo"]);
    let token = server.sign_in();

    let listed = user(&database, &["list", "--role", "editor"], "").1;
    let (found, id, _) = user(&database, &["set-password", "GRACE"], "a heron on the breakwater\n");
    let mail = tempfile::tempdir().unwrap();
    let folder = format!("mail.folder={}", mail.path().display());
    let promoted = user(&database, &["set-role", id.trim(), "admin", "--set", &folder], "");

    assert_eq!((listed.lines().count(), found), (2, true), "{listed}");
    assert!(listed.contains("editor  active    grace@imprint.example  grace  Grace Hopper"), "{listed}");
    assert_eq!(promoted.1, id, "{promoted:?}");
    let letters: Vec<_> = std::fs::read_dir(mail.path()).unwrap().map(|file| file.unwrap().path()).collect();
    let [letter] = letters.as_slice() else { panic!("{letters:?}") };
    assert!(std::fs::read_to_string(letter).unwrap().contains("To: grace@imprint.example"));
    assert_eq!(
        server.sign_in_as("grace", "seven gulls over the pier"),
        Err("credentials_invalid".to_owned())
    );
    let next = server.sign_in_as("grace", "a heron on the breakwater").unwrap();
    assert_eq!(call(server.address, "GET", "/v1/me", &next, "").unwrap().1["role"], "admin");
    let mut tries = 0..100;
    while call(server.address, "GET", "/v1/me", &token, "").unwrap().0 == 200 {
        assert!(tries.next().is_some(), "the session goes on");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let (_, events) =
        call(server.address, "GET", "/v1/audit-events?sort=createdAt&limit=100", &next, "").unwrap();
    let told: Vec<_> =
        events["data"].as_array().unwrap().iter().filter(|event| event["agent"] == "imprint user").collect();
    assert_eq!(told.len(), 2, "{events}");
    for (arguments, line, reason) in [
        (&["set-password", "grace"][..], "short\n", "the password is too short"),
        (&["set-password", "nobody"], "a heron on the breakwater\n", "There is no user with the id"),
        (&["set-role", "nobody", "viewer"], "", "There is no user with the id"),
    ] {
        let (done, _, error) = user(&database, arguments, line);
        assert!(!done && error.contains(reason), "{error}");
    }
}

async fn without_tables(kind: Kind) {
    let Some(database) = Database::empty(kind).await else { return };
    if let DatabaseUrl::Sqlite(file) = &database.config.url {
        std::fs::write(file, "").unwrap();
    }

    let (done, _, error) = user(&database, &["list"], "");

    assert!(!done && error.contains("has no tables of Imprint"), "{error}");
}
