//! Tests of connections of clients that misbehave, or that behave correctly but are hard to serve.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::child::Server;
use crate::support::{Database, Kind};

async fn server(settings: &[&str]) -> (Database, Server) {
    let database = Database::empty(Kind::Sqlite).await.unwrap();
    let settings: Vec<_> = settings.iter().flat_map(|setting| ["--set", setting]).collect();
    let server = Server::start(&database, &settings);
    (database, server)
}

fn connect(server: &Server) -> TcpStream {
    let stream = TcpStream::connect(server.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

/// Status, head and body of the one answer that is left on a connection.
fn rest(stream: &mut TcpStream) -> (u16, String, String) {
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {answer:?}"));
    (head[9..12].parse().unwrap(), head.to_ascii_lowercase(), body.to_owned())
}

fn code(body: &str) -> String {
    let problem: Value = serde_json::from_str(body).unwrap();
    assert!(problem["requestId"].as_str().is_some_and(|id| !id.is_empty()), "{problem}");
    problem["code"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_client_that_sends_everything_before_it_reads_gets_the_early_answer() {
    let (_database, server) = server(&[]).await;
    for (request, status) in [
        ("POST /v1/auth/login", 413),
        ("POST /v1/books", 401),
        ("POST /v1/nothing", 404),
        ("DELETE /livez", 405),
    ] {
        let mut stream = connect(&server);
        let length = 20_000_000;

        let head = format!(
            "{request} HTTP/1.1\r\nhost: test\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).unwrap();
        for _ in 0..length / 100_000 {
            stream.write_all(&vec![b' '; 100_000]).unwrap();
        }
        let (got, head, _) = rest(&mut stream);

        assert_eq!(got, status, "{request}");
        assert!(head.contains("\r\nconnection: close"), "{head}");
    }
}

#[tokio::test]
async fn a_client_that_waits_for_100_continue_is_refused_before_it_sends() {
    let (_database, server) = server(&[]).await;
    for (request, status) in
        [("POST /v1/auth/login", 413), ("POST /v1/books", 401), ("POST /v1/nothing", 404)]
    {
        let mut stream = connect(&server);

        let head =
            "host: test\r\nexpect: 100-continue\r\ncontent-type: application/json\r\ncontent-length: 5000000";
        stream.write_all(format!("{request} HTTP/1.1\r\n{head}\r\n\r\n").as_bytes()).unwrap();
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).unwrap();

        assert_eq!(std::str::from_utf8(&answer).unwrap(), format!("HTTP/1.1 {status}"), "{request}");
    }
}

#[tokio::test]
async fn a_connection_goes_on_after_an_early_answer_to_a_small_body() {
    let (_database, server) = server(&[]).await;
    let mut stream = connect(&server);

    let refused = "POST /v1/books HTTP/1.1\r\nhost: test\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}";
    let next = "GET /livez HTTP/1.1\r\nhost: test\r\nconnection: close\r\n\r\n";
    stream.write_all(format!("{refused}{next}").as_bytes()).unwrap();
    let mut answers = String::new();
    stream.read_to_string(&mut answers).unwrap();

    assert!(answers.starts_with("HTTP/1.1 401") && answers.contains("HTTP/1.1 200"), "{answers}");
}

#[tokio::test]
async fn a_head_that_is_not_http_or_too_large_gets_a_problem() {
    let (_database, server) = server(&[]).await;
    let large =
        |size: usize| format!("GET /livez HTTP/1.1\r\nhost: test\r\nx-large: {}\r\n\r\n", "x".repeat(size));
    let heads = [
        ("GARBAGE\r\n\r\n".to_owned(), 400, "request_malformed"),
        ("GET /livez HTTP/9.9\r\nhost: test\r\n\r\n".to_owned(), 400, "request_malformed"),
        ("GET /livez HTTP/1.1\r\nhost: test\r\nno colon\r\n\r\n".to_owned(), 400, "request_malformed"),
        ("GET /li\u{1}vez HTTP/1.1\r\nhost: test\r\n\r\n".to_owned(), 400, "request_malformed"),
        ("GET /livez HTTP/1.1\r\n\r\n".to_owned(), 400, "request_malformed"),
        ("GET /livez HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n".to_owned(), 400, "request_malformed"),
        (large(33_000), 431, "head_too_large"),
        (large(45_000), 431, "head_too_large"),
        (large(80_000), 431, "head_too_large"),
    ];
    for (head, status, wanted) in heads {
        let mut stream = connect(&server);

        stream.write_all(head.as_bytes()).unwrap();
        let (got, answered, body) = rest(&mut stream);

        let shown: String = head.chars().take(60).collect();
        assert_eq!((got, code(&body).as_str()), (status, wanted), "{shown}");
        assert!(answered.contains("\r\nx-request-id: ") && answered.contains("\r\ndate: "), "{answered}");
    }
}

#[tokio::test]
async fn a_client_that_does_not_read_loses_its_connection_and_one_that_finds_none_free_is_told_at_once() {
    let (_database, server) = server(&["http.max_connections=1", "http.write_timeout_ms=1500"]).await;
    let mut greedy = connect(&server);
    // The page's script has more than a megabyte; no buffer between takes a hundred of them.
    let request = "GET /docs/swagger-ui-bundle.js HTTP/1.1\r\nhost: test\r\n\r\n";
    greedy.write_all(request.repeat(100).as_bytes()).unwrap();
    // Until the first bytes are there, the server may not have met the greedy client yet.
    greedy.read_exact(&mut [0; 12]).unwrap();

    let (status, head, body) = rest(&mut connect(&server));

    assert_eq!((status, code(&body).as_str()), (503, "overloaded"));
    assert!(head.contains("\r\nretry-after: 1"), "{head}");
    let began = Instant::now();
    let free = || server.call("GET", "/livez", "").is_ok_and(|(status, _)| status == 200);
    while !free() {
        assert!(began.elapsed() < Duration::from_secs(10), "the greedy client still has its connection");
        std::thread::sleep(Duration::from_millis(50));
    }
}
