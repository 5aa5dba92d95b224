//! Who writes: an editor, made at the command line and signed in over HTTP like anybody.

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::Result;
use crate::client::Client;
use crate::requests::post;

const EMAIL: &str = "bench@imprint.example";
const PASSWORD: &str = "forty barrels in the cellar";

/// Makes the editor in a database, which needs no server to run.
pub fn make(url: &str) -> Result<()> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_imprint"));
    command.args(["user", "create", "--role", "editor", "--name", "Bench"]);
    command.args(["--email", EMAIL, "--database-url", url]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    child.stdin.take().ok_or("a child without input")?.write_all(PASSWORD.as_bytes())?;
    if child.wait()?.success() { Ok(()) } else { Err("the editor could not be made".into()) }
}

/// An access token of the editor. It is good for a quarter of an hour: what takes longer ends with a 401.
pub async fn sign_in(address: &str) -> Result<String> {
    let body = format!(r#"{{"email":"{EMAIL}","password":"{PASSWORD}"}}"#);
    let mut client = Client::connect(address).await?;
    let answer: Value = serde_json::from_slice(client.ask(&post("/v1/auth/login", None, &body)).await?)?;
    Ok(answer["accessToken"].as_str().ok_or("a sign-in without a token")?.to_owned())
}
