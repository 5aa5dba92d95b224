//! A server in a child process, and a minimal HTTP client.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::NamedTempFile;

use crate::support::Database;

/// What a server says when it listens.
const LISTENS: &str = "Imprint listens at http://";
const SECRET: &str = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=";

/// A running server; it is killed when this is dropped.
pub struct Server {
    pub child: Child,
    pub address: SocketAddr,
    said: Arc<Mutex<Vec<String>>>,
    log: NamedTempFile,
}

/// The program, with nothing of this process's own settings.
pub fn imprint() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_imprint"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("IMPRINT_")) {
        command.env_remove(name);
    }
    // Fit for tests: quick hashes, and what PostgreSQL's servers have to share.
    command.env("IMPRINT_BCRYPT_COST", "4").env("IMPRINT_IDENTITY_SECRET", SECRET);
    command.current_dir(env!("CARGO_TARGET_TMPDIR")).stdin(Stdio::null()).stderr(Stdio::null());
    command
}

impl Server {
    /// Starts one on any free port, and waits until it says where it listens.
    pub fn start(database: &Database, arguments: &[&str]) -> Self {
        let mut command = imprint();
        command.arg("serve").args(arguments).args([
            "--bind",
            "127.0.0.1:0",
            "--database-url",
            &database.url(),
        ]);
        let log = NamedTempFile::new().unwrap();
        let mut child = command.stdout(Stdio::piped()).stderr(log.reopen().unwrap()).spawn().unwrap();
        let (said, lines) = listen(child.stdout.take().unwrap());
        let address = lines.into_iter().find_map(|line| line.strip_prefix(LISTENS)?.parse().ok());
        Self { child, address: address.unwrap_or_else(|| panic!("the server said: {said:?}")), said, log }
    }

    /// The password that it has made for the demonstration's administrator, if it has made that user.
    pub fn admin_password(&self) -> Option<String> {
        let said = self.said.lock().unwrap();
        said.iter().find_map(|line| Some(line.strip_prefix("demo admin: admin / ")?.to_owned()))
    }

    /// What it has printed, and what it has logged.
    pub fn output(&self) -> (String, String) {
        (self.said.lock().unwrap().join("\n"), std::fs::read_to_string(&self.log).unwrap())
    }

    /// Signs in as an editor of the demonstration and gives the access token.
    pub fn sign_in(&self) -> String {
        self.sign_in_as("grace", "seven gulls over the pier").unwrap()
    }

    /// Signs in and gives the access token, or the code of why not.
    pub fn sign_in_as(&self, username: &str, password: &str) -> Result<String, String> {
        let body = serde_json::json!({"username": username, "password": password}).to_string();
        let (_, answer) = self.call("POST", "/v1/auth/login", &body).unwrap();
        let token = answer["accessToken"].as_str().map(str::to_owned);
        token.ok_or_else(|| answer["code"].as_str().unwrap().to_owned())
    }

    /// One request on a connection of its own: the status and the body.
    pub fn call(&self, method: &str, path: &str, body: &str) -> std::io::Result<(u16, Value)> {
        call(self.address, method, path, "", body)
    }

    pub fn signal(&self, signal: &str) {
        let done = Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap();
        assert!(done.success());
    }

    /// Waits for the end; gives the exit code.
    pub fn wait(&mut self, limit: Duration) -> Option<i32> {
        let until = Instant::now() + limit;
        while Instant::now() < until {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("the server did not end within {limit:?}");
    }
}

/// Reads what a server prints for as long as it runs, so that it never waits for a reader: all lines so far, and one after another.
fn listen(out: ChildStdout) -> (Arc<Mutex<Vec<String>>>, Receiver<String>) {
    let said = Arc::<Mutex<Vec<String>>>::default();
    let (all, (sender, lines)) = (Arc::clone(&said), channel());
    std::thread::spawn(move || {
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            all.lock().unwrap().push(line.clone());
            // Whoever waited for the address has it by now.
            let _ = sender.send(line);
        }
    });
    (said, lines)
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn call(
    address: SocketAddr,
    method: &str,
    path: &str,
    token: &str,
    body: &str,
) -> std::io::Result<(u16, Value)> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    let length = body.len();
    let token = if token.is_empty() { String::new() } else { format!("authorization: Bearer {token}\r\n") };
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nhost: test\r\nconnection: close\r\n{token}content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let broken = || std::io::Error::other("half an answer");
    let (head, body) = answer.split_once("\r\n\r\n").ok_or_else(broken)?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(broken)?;
    Ok((status, serde_json::from_str(body).map_err(|_| broken())?))
}
