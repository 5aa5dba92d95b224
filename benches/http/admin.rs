//! The administrator that the benchmarks write as and read users as: created at the command line, and signed in over HTTP.

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::Result;
use crate::client::Client;
use crate::requests::post;

const EMAIL: &str = "bench@imprint.example";
const PASSWORD: &str = "forty barrels in the cellar";

/// Creates the administrator in a database. No server needs to run for this.
pub fn make(url: &str) -> Result<()> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_imprint"));
    command.args(["user", "create", "--role", "admin", "--name", "Bench"]);
    command.args(["--email", EMAIL, "--database-url", url]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    child.stdin.take().ok_or("a child without input")?.write_all(PASSWORD.as_bytes())?;
    if child.wait()?.success() { Ok(()) } else { Err("the administrator could not be made".into()) }
}

/// Signs the administrator in and returns an access token. It is valid for a quarter of an hour; longer measurements end with a
/// 401.
pub async fn sign_in(address: &str) -> Result<String> {
    Ok(pair(address).await?.0)
}

/// Signs the administrator in and returns the access token, with the refresh token that gets the next one.
pub async fn pair(address: &str) -> Result<(String, String)> {
    let body = format!(r#"{{"email":"{EMAIL}","password":"{PASSWORD}"}}"#);
    let mut client = Client::connect(address).await?;
    let answer: Value = serde_json::from_slice(client.ask(&post("/v1/auth/login", None, &body)).await?)?;
    tokens(&answer).ok_or_else(|| "a sign-in without tokens".into())
}

/// Returns the access token and the refresh token of a response.
pub fn tokens(answer: &Value) -> Option<(String, String)> {
    Some((answer["accessToken"].as_str()?.to_owned(), answer["refreshToken"].as_str()?.to_owned()))
}
