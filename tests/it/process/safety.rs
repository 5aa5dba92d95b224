//! Tests of the checks that must succeed before anything is changed: the secret, and the whole configuration.

use std::process::{Output, Stdio};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, SqliteConnection};

use super::child::{Server, call, imprint};
use crate::support::{Database, Kind};

const OTHER: &str = "CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg=";

fn run(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    let mut command = imprint();
    command.args(arguments).envs(environment.iter().copied());
    command.env("IMPRINT_LOG", "off").stderr(Stdio::piped()).output().unwrap()
}

fn line(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

async fn another_secret(kind: Kind) {
    let Some(database) = Database::empty(kind).await else { return };
    let server = Server::start(&database, &["--demo"]);
    let url = database.url();
    let other = [("IMPRINT_IDENTITY_SECRET", OTHER)];

    let rotated = run(&["keys", "rotate", "--database-url", &url], &other);
    let started = run(&["serve", "--bind", "127.0.0.1:0", "--database-url", &url], &other);

    for refused in [rotated, started] {
        assert_eq!(refused.status.code(), Some(1));
        assert!(line(&refused).contains("was sealed with another identity.secret"), "{}", line(&refused));
    }
    assert_eq!(server.call("GET", "/readyz", "").unwrap().0, 200);
    drop(server);
    Server::start(&database, &["--demo"]);
}

#[tokio::test]
async fn another_secret_makes_no_key_and_starts_no_server_on_sqlite() {
    another_secret(Kind::Sqlite).await;
}

#[tokio::test]
async fn another_secret_makes_no_key_and_starts_no_server_on_postgresql() {
    another_secret(Kind::Postgres).await;
}

#[tokio::test]
async fn a_secret_that_is_gone_is_not_replaced_by_one_that_does_not_fit() {
    let database = Database::empty(Kind::Sqlite).await.unwrap();
    drop(Server::start(&database, &[]));
    let url = database.url();
    let without = |arguments: &[&str]| {
        let mut command = imprint();
        command.env_remove("IMPRINT_IDENTITY_SECRET").args(arguments).args(["--database-url", &url]);
        command.env("IMPRINT_LOG", "off").stderr(Stdio::piped()).output().unwrap()
    };

    for refused in [without(&["keys", "rotate"]), without(&["serve", "--bind", "127.0.0.1:0"])] {
        assert_eq!(refused.status.code(), Some(1));
        assert!(line(&refused).contains("sealed with a secret that is gone"), "{}", line(&refused));
    }
    let imprint::config::DatabaseUrl::Sqlite(file) = &database.config.url else { unreachable!() };
    assert!(!file.with_extension("db.secret").exists());
}

#[tokio::test]
async fn a_configuration_that_is_not_whole_makes_no_database() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let file = folder.path().join("imprint.db");
    let secret = folder.path().join("imprint.db.secret");
    let url = format!("sqlite:{}", file.display());
    for (setting, reason) in [
        (("IMPRINT_MAIL_TRANSPORT", "smtp"), "mail.smtp_url must be set"),
        (("IMPRINT_SMTP_URL", "smtps://me:hunter2@host:port"), "mail.smtp_url (from IMPRINT_SMTP_URL)"),
        (("IMPRINT_IDENTITY_SECRET", "hunter2hunter2"), "identity.secret (from IMPRINT_IDENTITY_SECRET)"),
        (("IMPRINT_DATABASE_REPLICA_URL", "postgres:me:hunter2@host"), "database.replica_url (from"),
        (("IMPRINT_BCRYPT_COST", "99"), "identity.bcrypt_cost = \"99\""),
    ] {
        let refused = run(&["serve", "--bind", "127.0.0.1:0", "--database-url", &url], &[setting]);

        let line = line(&refused);
        assert_eq!((refused.status.code(), line.lines().count()), (Some(1), 1), "{line}");
        assert!(line.contains(reason) && !line.contains("hunter2"), "{line}");
        assert!(!file.exists(), "{reason}");
    }
    std::fs::write(&secret, "hunter2").unwrap();
    let mut command = imprint();
    command.env_remove("IMPRINT_IDENTITY_SECRET").stderr(Stdio::piped());
    let refused = command.args(["serve", "--bind", "127.0.0.1:0", "--database-url", &url]).output().unwrap();
    assert!(line(&refused).contains("not 32 bytes in base64") && !file.exists(), "{}", line(&refused));
}

#[tokio::test]
async fn what_is_written_can_be_read_by_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;

    let database = Database::empty(Kind::Sqlite).await.unwrap();
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let setting = format!("mail.folder={}", folder.path().display());
    let server = Server::start(&database, &["--demo", "--set", &setting]);
    let asked = server.call("POST", "/v1/auth/password-reset", "{\"email\": \"grace@imprint.example\"}");
    // The answer has no body.
    drop(asked);
    let imprint::config::DatabaseUrl::Sqlite(file) = &database.config.url else { unreachable!() };
    let files = |folder: &std::path::Path| -> Vec<_> {
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
    };
    while files(folder.path()).is_empty() {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }

    let all = [files(folder.path()), files(file.parent().unwrap())].concat();

    assert!(all.len() >= 4, "{all:?}");
    for file in all {
        let mode = file.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{}", file.display());
    }
}

#[tokio::test]
async fn a_key_that_cannot_be_opened_makes_a_server_unready_until_it_is_gone_and_sessions_end_all_the_same() {
    let database = Database::empty(Kind::Sqlite).await.unwrap();
    // Servers that take each other's tokens have one address.
    let arguments = ["--demo", "--set", "http.public_url=http://api.example"];
    let (server, other) = (Server::start(&database, &arguments), Server::start(&database, &arguments));
    let imprint::config::DatabaseUrl::Sqlite(file) = &database.config.url else { unreachable!() };
    let mut conn = SqliteConnection::establish(file.to_str().unwrap()).unwrap();
    let token = server.sign_in();
    let until = |what: &str, done: &dyn Fn() -> bool| {
        let end = Instant::now() + Duration::from_secs(10);
        while !done() {
            assert!(Instant::now() < end, "{what}: {}", server.output().1);
            std::thread::sleep(Duration::from_millis(50));
        }
    };
    let ready = || server.call("GET", "/readyz", "").unwrap();

    conn.batch_execute("INSERT INTO signing_keys SELECT 'spoilt', created_at, sealed FROM signing_keys")
        .unwrap();
    until("it is unready", &|| ready().0 == 503);
    assert_eq!(ready().1["code"], "not_ready");
    // The answer has no body.
    drop(call(other.address, "POST", "/v1/auth/logout", &token, ""));
    until("the session ends here too", &|| {
        call(server.address, "GET", "/v1/me", &token, "").unwrap().0 == 401
    });
    conn.batch_execute("DELETE FROM signing_keys WHERE id = 'spoilt'").unwrap();
    until("it is ready again", &|| ready().0 == 200);

    let log = server.output().1;
    assert!(
        log.contains("a background step failed") && log.contains("the signing key spoilt in the database"),
        "{log}"
    );
    assert_eq!(log.matches("a background step failed").count(), 1, "{log}");
}
