//! `imprint user create`

use std::io::Write as _;
use std::process::{Output, Stdio};

use super::child::imprint;
use crate::support::{Database, Kind};

pub fn create(database: &Database, email: &str, password: &str) -> Output {
    let arguments = [
        "user",
        "create",
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
