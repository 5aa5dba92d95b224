//! Servers as child processes, which end with their owner.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::Result;
use crate::client::Client;
use crate::requests;

/// Of all servers, since databases are copied from one to another with the keys that are sealed with it.
const SECRET: &str = "YmVuY2hlcyBoYXZlIG5vIHNlY3JldHMgdG8ga2VlcC4=";

/// A running server. Dropped, it is killed.
pub struct Process {
    child: Child,
    /// Host and port.
    pub address: String,
    began: Instant,
}

impl Process {
    /// The program, on a database. What it logs is written, and goes nowhere.
    pub fn imprint(url: &str) -> Result<Self> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_imprint"));
        command.args(["serve", "--bind", "127.0.0.1:0", "--database-url", url]);
        // The load says for whom it asks, where one caller would soon be held by the limits.
        command.env("IMPRINT_TRUSTED_PROXIES", "127.0.0.1");
        Self::start(command.env("IMPRINT_LOG", "info").env("IMPRINT_IDENTITY_SECRET", SECRET))
    }

    /// A bare server: this program again, with the argument that makes it one.
    pub fn bare(url: &str) -> Result<Self> {
        Self::start(Command::new(std::env::current_exe()?).args(["--bare", url]))
    }

    /// A program for Node, `server.js` in a folder, on a database.
    pub fn node(folder: &Path, url: &str) -> Result<Self> {
        Self::start(Command::new("node").current_dir(folder).args(["server.js", url]))
    }

    fn start(command: &mut Command) -> Result<Self> {
        let began = Instant::now();
        let quiet = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = quiet.spawn()?;
        let mut line = String::new();
        let out = child.stdout.take().ok_or("a child without output")?;
        BufReader::new(out).read_line(&mut line)?;
        let mut this = Self { child, address: String::new(), began };
        let address = line.trim().rsplit_once("http://").map(|(_, address)| address.to_owned());
        this.address = address.ok_or_else(|| format!("a server did not start: {line:?}"))?;
        Ok(this)
    }

    /// From its start to its first answer.
    pub async fn first_answer(&self) -> Result<Duration> {
        Client::connect(&self.address).await?.ask(&requests::get("/livez")).await?;
        Ok(self.began.elapsed())
    }

    /// The memory that is in use, in MB.
    pub fn memory(&self) -> Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
        Ok(line.trim().trim_end_matches(" kB").parse::<f64>()? / 1024.0)
    }

    /// The processor time that it has used, all threads together. The system counts in hundredths of a second.
    pub fn worked(&self) -> Result<Duration> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        // The name of the program, in brackets, may have spaces in it; user and system time are the 14th and 15th field.
        let (_, fields) = stat.rsplit_once(") ").ok_or("no stat")?;
        let ticks = fields.split(' ').skip(11).take(2).map(str::parse::<u64>).sum::<Result<u64, _>>()?;
        Ok(Duration::from_millis(ticks * 10))
    }

    /// Asks it to end, and waits until it has, so that its files are whole.
    pub fn stop(mut self) -> Result<()> {
        let stopped = Command::new("kill").arg(self.child.id().to_string()).status()?;
        if !stopped.success() {
            return Err("a server could not be stopped".into());
        }
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may be gone already; then both fail, and that is well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
