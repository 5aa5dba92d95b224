//! Tests of the log lines.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use serde_json::Value;

use super::child::{Server, call, imprint};
use crate::support::{Database, Kind};

/// Sends a request as it is, and waits for the end of the answer.
fn send(server: &Server, head: &str) {
    let mut stream = TcpStream::connect(server.address).unwrap();
    stream.write_all(head.as_bytes()).unwrap();
    let mut answer = Vec::new();
    // The server may close before it has read everything.
    let _ = stream.read_to_end(&mut answer);
}

/// The lines of a JSON log.
fn lines(server: &Server) -> Vec<Value> {
    server.output().1.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

async fn server() -> (Database, Server) {
    let database = Database::empty(Kind::Sqlite).await.unwrap();
    let server = Server::start(&database, &["--demo", "--set", "log.format=json"]);
    (database, server)
}

#[tokio::test]
async fn a_request_is_one_line_that_says_who_from_where_and_what() {
    let (_database, server) = server().await;
    let token = server.sign_in();
    let (_, me) = call(server.address, "GET", "/v1/me", &token, "").unwrap();
    let pages = [
        ("/", "/"),
        ("/docs/reference", "/docs/reference"),
        ("/problems/internal", "/problems/:code"),
        ("/nothing", "-"),
    ];
    for (path, _) in pages {
        send(&server, &format!("GET {path} HTTP/1.1\r\nhost: test\r\nconnection: close\r\n\r\n"));
    }

    let lines = lines(&server);

    let answered: Vec<_> = lines.iter().filter(|line| line["message"] == "answered").collect();
    let mine = answered.iter().find(|line| line["http.route"] == "/v1/me").unwrap();
    assert_eq!((&mine["user.id"], &mine["client.address"]), (&me["id"], &"127.0.0.1".into()), "{mine}");
    for (path, route) in pages {
        assert!(answered.iter().any(|line| line["http.route"] == route), "{path}: {answered:?}");
    }
    assert!(lines.iter().all(|line| line.get("target").is_none()), "{lines:?}");
    let migrated = lines.iter().find(|line| line["message"] == "migrated").unwrap();
    assert!(!migrated["migrations"].as_str().unwrap().contains(['[', '"']), "{migrated}");
}

#[tokio::test]
async fn nothing_that_a_caller_sends_makes_a_line_long_or_two_lines() {
    let (_database, server) = server().await;
    let endless = "x".repeat(9000);
    let before = lines(&server).len();

    for head in [
        format!("{endless} / HTTP/1.1\r\n"),
        format!("GET /{endless} HTTP/1.1\r\n"),
        format!("GET /v1/books?search={endless} HTTP/1.1\r\n"),
        format!("GET /v1/books/{endless} HTTP/1.1\r\n"),
        format!("GET /livez HTTP/1.1\r\nx-request-id: {endless}\r\nuser-agent: {endless}\r\n"),
        format!("GET /livez HTTP/1.1\r\nx-forwarded-for: {endless}\r\naccept: {endless}\r\n"),
        format!("GET /v1/me HTTP/1.1\r\nauthorization: Bearer {endless}\r\n"),
        format!("GET /livez HTTP/1.1\r\n{endless}: 1\r\n"),
    ] {
        send(&server, &format!("{head}host: test\r\nconnection: close\r\n\r\n"));
    }

    let log = server.output().1;
    assert!(lines(&server).len() > before + 4, "{log}");
    for line in log.lines() {
        assert!(line.len() < 1000 && !line.contains("xxxxxxxxxx"), "{line}");
    }
    assert!(log.contains("\"http.method\":\"_OTHER\""), "{log}");
}

#[tokio::test]
async fn a_caller_who_goes_on_using_what_is_deprecated_is_named_once() {
    let (_database, server) = server().await;
    let grant = serde_json::json!({
        "grant_type": "password", "client_id": "mobileV1", "client_secret": "abc123456",
        "username": "andrey", "password": "simplepassword",
    });

    for _ in 0..3 {
        assert_eq!(server.call("POST", "/oauth/token", &grant.to_string()).unwrap().0, 200);
    }

    let lines = lines(&server);
    let told = lines.iter().filter(|line| line["message"] == "a caller uses a deprecated feature");
    let told: Vec<_> = told.map(|line| line["deprecated.what"].as_str().unwrap()).collect();
    assert_eq!(told, ["field /password, field /username"]);
}

#[tokio::test]
async fn addresses_of_people_are_in_no_line_above_debug() {
    let (_database, server) = server().await;
    let person = serde_json::json!({"email": "ann@people.example", "name": "Ann", "password": "a canary in a coal mine"});
    server.call("POST", "/v1/users", &person.to_string()).unwrap();
    let asked = serde_json::json!({"email": "ann@people.example"}).to_string();
    // The answer has no body.
    drop(server.call("POST", "/v1/auth/password-reset", &asked));
    while !server.output().1.contains("a mail was not sent") {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }

    assert!(!server.output().1.contains("people.example"), "{}", server.output().1);
}

#[tokio::test]
async fn variables_that_kubernetes_sets_are_warned_of_and_keep_nobody_from_starting() {
    let database = Database::empty(Kind::Sqlite).await.unwrap();
    let mut command = imprint();
    let injected = [("IMPRINT_SERVICE_HOST", "10.0.0.1"), ("IMPRINT_PORT", "tcp://10.0.0.1:80")];

    let output = command
        .args(["migrate", "--database-url", &database.url()])
        .envs(injected)
        .stderr(std::process::Stdio::piped())
        .output()
        .unwrap();

    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{said}");
    assert!(
        said.contains("WARN") && said.contains("IMPRINT_SERVICE_HOST") && !said.contains("\u{1b}["),
        "{said}"
    );
}
