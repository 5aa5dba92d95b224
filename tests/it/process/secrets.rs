//! No secret is in a log line, at any log level, and no secret is in the database as plain text.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;

use imprint::config::DatabaseUrl;
use serde_json::{Value, json};

use super::child::{Server, call};
use crate::support::{Database, Kind};

/// What somebody keeps to themselves, each known again wherever it stands.
#[derive(Default)]
struct Canaries(Vec<(&'static str, String)>);

impl Canaries {
    fn note(&mut self, what: &'static str, secret: &str) -> String {
        assert!(secret.len() > 12, "{what}: {secret}");
        self.0.push((what, secret.to_owned()));
        secret.to_owned()
    }

    fn are_not_in(&self, place: &str, bytes: &[u8]) {
        for (what, secret) in &self.0 {
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "the {what} is in {place}");
        }
    }
}

fn post(server: &Server, path: &str, token: &str, body: &Value) -> Value {
    let (status, answer) = call(server.address, "POST", path, token, &body.to_string()).unwrap();
    assert!(status < 300, "{path}: {answer}");
    answer
}

fn text(answer: &Value, field: &str) -> String {
    answer[field].as_str().unwrap_or_else(|| panic!("{field}: {answer}")).to_owned()
}

/// A request of a browser: the whole answer as text.
fn browse(server: &Server, method: &str, path: &str, cookie: &str, form: &str) -> String {
    let mut stream = TcpStream::connect(server.address).unwrap();
    let length = form.len();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nhost: test\r\nconnection: close\r\ncookie: {cookie}\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n{form}"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn between<'t>(text: &'t str, before: &str, after: &str) -> &'t str {
    let (_, rest) = text.split_once(before).unwrap_or_else(|| panic!("{before}: {text}"));
    rest.split_once(after).unwrap().0
}

/// A code for a client, by the page.
fn code(server: &Server, client: &str, name: &str, password: &str) -> String {
    let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    let request = format!(
        "response_type=code&client_id={client}&state=none&code_challenge={challenge}&code_challenge_method=S256"
    );
    let page = browse(server, "GET", &format!("/oauth/authorize?{request}"), "", "");
    let (cookie, ticket) =
        (between(&page, "set-cookie: ", ";"), between(&page, "name=\"ticket\" value=\"", "\""));
    let form = form_urlencoded::Serializer::new(format!("{request}&"))
        .extend_pairs([("ticket", ticket), ("username", name), ("password", password), ("decision", "allow")])
        .finish();
    let sent = browse(server, "POST", "/oauth/authorize", cookie, &form);
    between(&sent, "?code=", "&").to_owned()
}

/// The token in the newest mail.
fn mailed(folder: &Path) -> String {
    let mails = || fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).next();
    while mails().is_none() {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    let mail = fs::read_to_string(mails().unwrap()).unwrap();
    between(&mail.replace('\r', ""), "Your token is:\n\n", "\n").to_owned()
}

#[tokio::test]
async fn secrets_are_in_no_line_of_the_log_and_not_in_the_database_on_sqlite() {
    kept_secret(Kind::Sqlite).await;
}

#[tokio::test]
async fn secrets_are_in_no_line_of_the_log_on_postgresql() {
    kept_secret(Kind::Postgres).await;
}

async fn kept_secret(kind: Kind) {
    let Some(database) = Database::empty(kind).await else { return };
    let mails = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let folder = format!("mail.folder={}", mails.path().display());
    let settings = ["--demo", "--set", "log.filter=trace", "--set", "mail.transport=log", "--set", &folder];
    let server = Server::start(&database, &settings);
    let mut canaries = Canaries::default();
    let admin = canaries.note("administrator's password", &server.admin_password().unwrap());
    let admin = canaries.note("administrator's token", &server.sign_in_as("admin", &admin).unwrap());

    let password = canaries.note("password", "a canary in a coal mine");
    let name = "ann@people.example";
    post(&server, "/v1/users", "", &json!({"email": name, "name": "Ann", "password": password}));
    let wrong = canaries.note("wrong password", "another canary in a mine");
    server.call("POST", "/v1/auth/login", &json!({"email": name, "password": wrong}).to_string()).unwrap();
    let own = post(&server, "/v1/auth/login", "", &json!({"email": name, "password": password}));
    let refresh = canaries.note("refresh token", &text(&own, "refreshToken"));
    let next = post(&server, "/v1/auth/refresh", "", &json!({"refreshToken": refresh}));
    canaries.note("next refresh token", &text(&next, "refreshToken"));
    canaries.note("access token", &text(&next, "accessToken"));
    let client = json!({
        "name": "App", "confidential": true, "grants": ["password", "authorization_code", "refresh_token"],
        "redirectUris": ["https://app.example/"], "scopes": ["profile"],
    });
    let client = post(&server, "/v1/clients", &admin, &client);
    let secret = canaries.note("client's secret", &text(&client, "clientSecret"));
    let rotate = format!("/v1/clients/{}/rotate-secret", text(&client, "id"));
    canaries.note("client's next secret", &text(&post(&server, &rotate, &admin, &json!({})), "clientSecret"));
    let client = text(&client, "clientId");
    let code = canaries.note("authorization code", &code(&server, &client, name, &password));
    let verifier = canaries.note("verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    let exchange = json!({
        "grant_type": "authorization_code", "client_id": client, "client_secret": secret, "code": code, "code_verifier": verifier,
    });
    let given = post(&server, "/oauth/token", "", &exchange);
    let refresh = canaries.note("client's refresh token", &text(&given, "refresh_token"));
    let ask = json!({"token": refresh, "client_id": client, "client_secret": secret});
    assert_eq!(post(&server, "/oauth/introspect", "", &ask)["active"], true);
    server.call("POST", "/v1/auth/password-reset", &json!({"email": name}).to_string()).ok();
    let token = canaries.note("mailed token", &mailed(mails.path()));
    let next = canaries.note("next password", "three canaries, all well");
    server
        .call(
            "POST",
            "/v1/auth/password-reset/confirm",
            &json!({"token": token, "newPassword": next}).to_string(),
        )
        .ok();
    canaries.note("last token", &server.sign_in_as(name, &next).unwrap());

    let (_, log) = server.output();
    assert!(log.contains("/v1/auth/password-reset/confirm") && log.matches("answered").count() > 12, "{log}");
    canaries.are_not_in("the log", log.as_bytes());
    assert!(!log.contains("$2b$") && !log.contains("parameters"), "{log}");
    let DatabaseUrl::Sqlite(path) = &database.config.url else { return };
    for file in fs::read_dir(path.parent().unwrap()).unwrap().map(|entry| entry.unwrap().path()) {
        canaries.are_not_in(&file.display().to_string(), &fs::read(&file).unwrap());
    }
}
