//! Tests of password resets and their mail.

use std::path::Path;
use std::time::Duration;

use imprint::accounts::users::Role;
use imprint::routes::REGISTRY;
use poem::http::Method;
use serde_json::{Value, json};

use super::people::{PASSWORD, Person, session, token};
use crate::support::{Answer, Database, Kind, Kit, admitted, assert_answer, config};

const NEXT: &str = "a bag of three lemons";
const PAGE: &str = "https://imprint.example/reset";

/// An app whose mail goes into a folder.
pub(super) async fn with_mail(kind: Kind) -> Option<(Kit, tempfile::TempDir)> {
    let database = Database::migrated(kind).await?;
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let mut config = config(&database.url());
    config.mail.folder = Some(folder.path().to_owned());
    config.layers = config.layers.set("identity.reset_url", PAGE.to_owned(), "the test").unwrap();
    Some((Kit::on(database, config).await, folder))
}

async fn send(kit: &Kit, path: &str, body: &Value) -> Answer {
    let headers = [("authorization", ""), ("content-type", "application/json")];
    kit.call(Method::POST, &format!("/v1/auth/password-reset{path}"), &headers, body.to_string()).await
}

async fn ask(kit: &Kit, email: &str) -> Answer {
    send(kit, "", &json!({ "email": email })).await
}

async fn confirm(kit: &Kit, secret: &str, password: &str) -> Answer {
    send(kit, "/confirm", &json!({"token": secret, "newPassword": password})).await
}

/// The next mail that comes into the folder, taken out of it.
pub(super) async fn mail(folder: &Path) -> String {
    for _ in 0..1000 {
        if let Some(file) = std::fs::read_dir(folder).unwrap().next() {
            // A moment for the last byte.
            tokio::time::sleep(Duration::from_millis(20)).await;
            let path = file.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            std::fs::remove_file(path).unwrap();
            return text.replace("=\r\n", "").replace("=3D", "=");
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("there is no mail");
}

/// What the mail to an address brings.
async fn secret_of(kit: &Kit, folder: &Path, email: &str) -> String {
    ask(kit, email).await.expect(202);
    let mail = mail(folder).await;
    let rest = mail.split(&format!("{PAGE}?token=")).nth(1).unwrap_or_else(|| panic!("no link: {mail}"));
    rest.split_whitespace().next().unwrap().to_owned()
}

/// `both!`, with a folder for the mail.
macro_rules! with_folder {
    ($(async fn $name:ident($kit:ident: Kit, $folder:ident: &Path) $body:block)*) => {$(
        mod $name {
            use super::*;

            async fn test($kit: Kit, $folder: &Path) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                let (kit, folder) = with_mail(Kind::Sqlite).await.unwrap();
                test(kit, folder.path()).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                if let Some((kit, folder)) = with_mail(Kind::Postgres).await {
                    test(kit, folder.path()).await;
                }
            }
        }
    )*};
}

with_folder! {
    async fn a_token_out_of_the_mail_is_good_once(kit: Kit, folder: &Path) {
        let ann = Person::new(&kit, "ann", Role::Viewer).await;
        let secret = secret_of(&kit, folder, "ANN@people.example").await;

        assert_answer!("resetPassword_204_done", confirm(&kit, &secret, NEXT).await);

        assert_eq!(ann.get(&kit, "/v1/me").await.code(), "token_invalid");
        assert_answer!("resetPassword_422_spent", confirm(&kit, &secret, NEXT).await);
        let session = session(&kit, ann.id).await;
        let again = Person { token: token(&kit, ann.id, session, REGISTRY.scopes_of(Role::Viewer)), ..ann };
        let change = json!({"currentPassword": NEXT, "newPassword": PASSWORD});
        again.call(&kit, Method::PUT, "/v1/me/password", &change).await.expect(204);
    }

    async fn nobody_learns_whose_address_is_known(kit: Kit, folder: &Path) {
        let ann = Person::new(&kit, "ann", Role::Viewer).await;
        let bob = Person::new(&kit, "bob", Role::Viewer).await;
        kit.patch(&bob.path, "application/json", &json!({"active": false})).await.expect(200);

        let unknown = ask(&kit, "nobody@people.example").await;
        let inactive = ask(&kit, "bob@people.example").await;
        let known = ask(&kit, "ann@people.example").await;

        assert_answer!("requestPasswordReset_202_same", known);
        assert_eq!(known.to_string(), unknown.to_string());
        assert_eq!(known.to_string(), inactive.to_string());
        // One mail, to the one who is there and may sign in.
        assert!(mail(folder).await.contains("To: ann@people.example"));
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert!(std::fs::read_dir(folder).unwrap().next().is_none());
        ann.get(&kit, "/v1/me").await.expect(200);
    }

    async fn a_token_is_good_for_half_an_hour(kit: Kit, folder: &Path) {
        let kit = kit.still();
        Person::new(&kit, "ann", Role::Viewer).await;
        let old = secret_of(&kit, folder, "ann@people.example").await;
        let new = secret_of(&kit, folder, "ann@people.example").await;
        kit.app.clock.advance(1799);

        assert_eq!(confirm(&kit, &old, "password1234").await.code(), "validation_failed");
        confirm(&kit, &old, NEXT).await.expect(204);

        // With one, the others are spent too.
        assert_eq!(confirm(&kit, &new, NEXT).await.code(), "reset_token_invalid");
        let late = secret_of(&kit, folder, "ann@people.example").await;
        kit.app.clock.advance(1800);
        assert_eq!(confirm(&kit, &late, NEXT).await.code(), "reset_token_invalid");
    }

    async fn a_token_dies_with_the_password_the_address_and_the_account(kit: Kit, folder: &Path) {
        let ann = Person::new(&kit, "ann", Role::Viewer).await;
        let bob = Person::new(&kit, "bob", Role::Viewer).await;
        let cid = Person::new(&kit, "cid", Role::Viewer).await;
        let mut secrets = Vec::new();
        for name in ["ann", "bob", "cid"] {
            secrets.push(secret_of(&kit, folder, &format!("{name}@people.example")).await);
        }

        let change = json!({"currentPassword": PASSWORD, "newPassword": NEXT});
        ann.call(&kit, Method::PUT, "/v1/me/password", &change).await.expect(204);
        kit.patch(&bob.path, "application/json", &json!({"email": "b@people.example"})).await.expect(200);
        kit.delete(&cid.path).await.expect(204);

        for secret in secrets {
            let answer = confirm(&kit, &secret, "nine herons by the weir").await;
            assert_eq!(answer.code(), "reset_token_invalid");
        }
    }

    async fn of_several_tokens_that_are_used_at_once_one_is_good(kit: Kit, folder: &Path) {
        for round in 0..4 {
            let name = format!("ann{round}@people.example");
            Person::new(&kit, &format!("ann{round}"), Role::Viewer).await;
            let mut secrets = Vec::new();
            for _ in 0..4 {
                secrets.push(secret_of(&kit, folder, &name).await);
            }

            let answers = secrets.into_iter().map(|secret| {
                let kit = kit.clone();
                tokio::spawn(async move { confirm(&kit, &secret, NEXT).await })
            });
            let answers = futures_util::future::join_all(answers).await.into_iter().map(Result::unwrap);

            let (good, others): (Vec<_>, Vec<_>) = answers.partition(|answer| answer.status == 204);
            assert_eq!(good.len(), 1);
            // One account has its share of the hashing and no more, so some may be told to come back.
            assert!(others.iter().all(|answer| ["reset_token_invalid", "overloaded"].contains(&&*answer.code())));
        }
    }

    async fn whoever_may_not_ask_again_because_strangers_did_has_a_mail_with_a_token_that_is_good(kit: Kit, folder: &Path) {
        Person::new(&kit, "ann", Role::Viewer).await;
        let mut secrets = Vec::new();
        for _ in 0..5 {
            secrets.push(secret_of(&kit, folder, "ann@people.example").await);
        }
        kit.app.clock.advance(1790);

        let asked = send(&kit, "", &json!({"email": "ann@people.example"})).await;
        let set = confirm(&kit, &secrets[4], NEXT).await;

        assert_eq!((asked.status.as_u16(), set.status.as_u16()), (429, 204), "{asked} {set}");
    }

    async fn of_two_who_come_with_one_token_one_finds_it_good(kit: Kit, folder: &Path) {
        Person::new(&kit, "ann", Role::Viewer).await;
        let secret = secret_of(&kit, folder, "ann@people.example").await;

        let set = || admitted(|| confirm(&kit, &secret, NEXT));
        let (one, two) = tokio::join!(set(), set());

        let mut statuses = [one.status.as_u16(), two.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [204, 422], "{one} {two}");
    }
}

/// The shortest SMTP server: takes one mail and gives what it was sent.
fn take_one(listener: &std::net::TcpListener) -> String {
    use std::io::{BufRead as _, BufReader, Write as _};

    let (mut stream, _) = listener.accept().unwrap();
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
    let (mut seen, mut in_data) = (String::new(), false);
    stream.write_all(b"220 test\r\n").unwrap();
    while let Some(Ok(line)) = lines.next() {
        seen.push_str(&line);
        seen.push_str("\r\n");
        let answer = match line.as_str() {
            "." => "250 taken",
            _ if in_data => continue,
            "DATA" => "354 go on",
            "QUIT" => "221 bye",
            _ => "250 fine",
        };
        in_data = line == "DATA";
        stream.write_all(format!("{answer}\r\n").as_bytes()).unwrap();
        if line == "." {
            break;
        }
    }
    seen
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mail_goes_to_the_server_that_the_configuration_names() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let server = tokio::task::spawn_blocking(move || take_one(&listener));
    let database = Database::migrated(Kind::Sqlite).await.unwrap();
    let mut config = config(&database.url());
    config.mail.transport = imprint::config::MailTransport::Smtp;
    config.mail.smtp_url = Some(imprint::text::Secret::parse(url).unwrap());
    let kit = Kit::on(database, config).await;
    Person::new(&kit, "ann", Role::Viewer).await;

    ask(&kit, "ann@people.example").await.expect(202);

    let seen = tokio::time::timeout(Duration::from_secs(20), server).await.unwrap().unwrap();
    assert!(seen.contains("RCPT TO:<ann@people.example>") && seen.contains("Your token is:"), "{seen}");
}
