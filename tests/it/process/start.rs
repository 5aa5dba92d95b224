//! Tests of starting and stopping.

use std::io::Write as _;
use std::net::TcpStream;
use std::process::Output;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as URL_SAFE_NO_PAD;

use super::child::{Server, imprint};
use crate::support::{Database, Kind};

async fn empty() -> Database {
    Database::empty(Kind::Sqlite).await.unwrap()
}

fn run(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    imprint()
        .args(arguments)
        .envs(environment.iter().copied())
        .stderr(std::process::Stdio::piped())
        .output()
        .unwrap()
}

#[tokio::test]
async fn the_demonstration_is_loaded_once_and_shows_real_books() {
    let database = empty().await;
    let total = |server: &Server| {
        server.call("GET", "/v1/books?count=exact&limit=1", "").unwrap().1["meta"]["total"].as_i64().unwrap()
    };

    let mut first = Server::start(&database, &["--demo"]);
    let books = total(&first);
    first.signal("-TERM");
    assert_eq!(first.wait(Duration::from_secs(10)), Some(0));
    let second = Server::start(&database, &["--demo"]);

    assert!(books >= 100);
    assert_eq!(total(&second), books);
    let (status, found) = second.call("GET", "/v1/books?search=left+hand+guin", "").unwrap();
    assert_eq!((status, found["data"][0]["title"].as_str()), (200, Some("The Left Hand of Darkness")));
}

#[tokio::test]
async fn a_server_that_is_told_to_stop_lets_requests_in_flight_end() {
    let database = empty().await;
    let mut server = Server::start(&database, &["--demo"]);
    let token = server.sign_in();
    let body = "{\"firstName\": \"Half\", \"lastName\": \"Sent\"}";
    let (half, rest) = body.split_at(20);
    let mut stream = TcpStream::connect(server.address).unwrap();
    let length = body.len();
    let head = format!(
        "POST /v1/authors HTTP/1.1\r\nhost: test\r\nconnection: close\r\nauthorization: Bearer {token}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nexpect: 100-continue\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    // It asks for the body once somebody waits for it.
    let mut go_on = [0; 25];
    std::io::Read::read_exact(&mut stream, &mut go_on).unwrap();
    assert_eq!(&go_on, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(half.as_bytes()).unwrap();

    server.signal("-TERM");
    while TcpStream::connect(server.address).is_ok() {
        std::thread::sleep(Duration::from_millis(5));
    }
    stream.write_all(rest.as_bytes()).unwrap();

    let mut answer = String::new();
    std::io::Read::read_to_string(&mut stream, &mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    assert_eq!(server.wait(Duration::from_secs(10)), Some(0));
}

#[test]
fn a_wrong_value_stops_the_start_with_one_line() {
    let output = run(&["serve"], &[("IMPRINT_DATABASE_POOL_SIZE", "many")]);

    assert_eq!(output.status.code(), Some(1));
    let line = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        line,
        "imprint: database.pool_size = \"many\" (from IMPRINT_DATABASE_POOL_SIZE): must be a whole number from 1 to 500\n"
    );
}

#[tokio::test]
async fn an_address_that_is_taken_stops_the_start_and_is_named() {
    let database = empty().await;
    let server = Server::start(&database, &[]);
    let bind = server.address.to_string();
    let other = empty().await;

    let output = run(&["serve", "--bind", &bind, "--database-url", &other.url()], &[("IMPRINT_LOG", "off")]);

    assert_eq!(output.status.code(), Some(1));
    let line = String::from_utf8(output.stderr).unwrap();
    assert!(
        line.contains(&bind) && line.contains("--bind 127.0.0.1:") && line.lines().count() == 1,
        "{line}"
    );
    let imprint::config::DatabaseUrl::Sqlite(file) = &other.config.url else { unreachable!() };
    assert!(!file.exists(), "a start in vain made a database");
}

#[tokio::test]
async fn tokens_name_the_address_where_the_server_listens_when_there_is_no_public_one() {
    let database = empty().await;
    let server = Server::start(&database, &["--demo"]);

    let token = server.sign_in();

    let claims = URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap()).unwrap();
    let claims: serde_json::Value = serde_json::from_slice(&claims).unwrap();
    assert_eq!(claims["iss"], format!("http://{}", server.address));
}

#[tokio::test]
async fn migrate_says_what_it_did_and_then_that_there_is_nothing_to_do() {
    let database = empty().await;
    let migrate =
        || String::from_utf8(run(&["migrate", "--database-url", &database.url()], &[]).stdout).unwrap();

    assert!(migrate().lines().count() >= 2);
    assert_eq!(migrate(), "nothing to do\n");
}

#[test]
fn the_contract_is_printed_and_compared_without_a_database() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.yaml");
    let mut other = tempfile::NamedTempFile::new().unwrap();
    let printed = run(&["openapi"], &[]).stdout;
    other.write_all(&printed).unwrap();
    other.write_all(b"x: 1\n").unwrap();

    assert!(printed == std::fs::read(file).unwrap(), "openapi.yaml is not what is printed");
    assert_eq!(run(&["openapi", "--check", "--file", file], &[]).status.code(), Some(0));
    let different = run(&["openapi", "--check", "--file", other.path().to_str().unwrap()], &[]);
    assert_eq!(different.status.code(), Some(1));
    assert!(String::from_utf8(different.stdout).unwrap().contains("-x: 1"));
}

#[test]
fn the_version_names_the_commit_and_completions_know_every_command() {
    let printed = |arguments: &[&str]| String::from_utf8(run(arguments, &[]).stdout).unwrap();

    let version = printed(&["--version"]);
    assert!(version.starts_with(&format!("imprint {}", env!("CARGO_PKG_VERSION"))), "{version}");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(printed(&["completions", shell]).contains("set-password"), "{shell}");
    }
}

#[test]
fn an_address_with_a_password_in_the_wrong_place_is_not_repeated() {
    let output = run(&["serve", "postgres://me:hunter2@host/x"], &[]);

    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains("unexpected argument") && !said.contains("hunter2"), "{said}");
}

#[test]
fn help_names_every_command() {
    let help = String::from_utf8(run(&["--help"], &[]).stdout).unwrap();

    for command in
        ["serve", "openapi", "migrate", "user", "keys", "completions", "--config", "--set", "--bind"]
    {
        assert!(help.contains(command), "{command}");
    }
}

#[tokio::test]
async fn slow_heads_and_silent_connections_are_closed_while_others_are_served() {
    let database = empty().await;
    let server = Server::start(&database, &["--set", "http.head_timeout_ms=300"]);
    let open = |sent: &[u8]| {
        let mut stream = TcpStream::connect(server.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
        stream.write_all(sent).unwrap();
        stream
    };

    let waiting = [
        open(b""),
        open(b"GET /v1/books HTTP/1.1\r\nhost: te"),
        open(b"GET /livez HTTP/1.1\r\nhost: test\r\n\r\n"),
    ];

    assert_eq!(server.call("GET", "/v1/books", "").unwrap().0, 200);
    for mut stream in waiting {
        let mut rest = Vec::new();
        // Ends when the server closes; if it does not, the read runs into its own limit and fails.
        std::io::Read::read_to_end(&mut stream, &mut rest).unwrap();
    }
}

#[tokio::test]
async fn a_head_that_is_too_large_is_431() {
    let database = empty().await;
    let server = Server::start(&database, &[]);
    let mut stream = TcpStream::connect(server.address).unwrap();
    let head = format!("GET /livez HTTP/1.1\r\nhost: test\r\nx-large: {}\r\n\r\n", "x".repeat(80_000));

    // The server may close before it has read everything.
    let _ = stream.write_all(head.as_bytes());
    let mut answer = [0; 12];
    std::io::Read::read_exact(&mut stream, &mut answer).unwrap();

    assert_eq!(std::str::from_utf8(&answer), Ok("HTTP/1.1 431"));
}
