//! Servers as child processes, which end with their owner.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::Result;
use crate::client::Client;
use crate::requests;

/// The secret of all servers, because databases are copied together with the keys that it seals.
const SECRET: &str = "YmVuY2hlcyBoYXZlIG5vIHNlY3JldHMgdG8ga2VlcC4=";

/// A running server. Dropping it kills it.
pub struct Process {
    child: Child,
    /// Host and port.
    pub address: String,
    began: Instant,
}

impl Process {
    /// Starts the program on a database. It writes its log, which is discarded.
    pub fn imprint(url: &str) -> Result<Self> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_imprint"));
        command.args(["serve", "--bind", "127.0.0.1:0", "--database-url", url]);
        // The load names a client address in each request where the limits would soon stop a single caller.
        command.env("IMPRINT_TRUSTED_PROXIES", "127.0.0.1");
        Self::start(command.env("IMPRINT_LOG", "info").env("IMPRINT_IDENTITY_SECRET", SECRET))
    }

    /// Starts a bare server: this program again, with the argument for that.
    pub fn bare(url: &str) -> Result<Self> {
        Self::start(Command::new(std::env::current_exe()?).args(["--bare", url]))
    }

    /// Starts a Node.js program, `server.js` in a folder, on a database.
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

    /// Returns the time from the start to the first response.
    pub async fn first_answer(&self) -> Result<Duration> {
        Client::connect(&self.address).await?.ask(&requests::get("/livez")).await?;
        Ok(self.began.elapsed())
    }

    /// Returns the memory in use, in MB.
    pub fn memory(&self) -> Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
        Ok(line.trim().trim_end_matches(" kB").parse::<f64>()? / 1024.0)
    }

    /// Returns the processor time of all threads. The system counts it in hundredths of a second.
    pub fn worked(&self) -> Result<Duration> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        // The name of the program, in brackets, may contain spaces. User and system time are fields 14 and 15.
        let (_, fields) = stat.rsplit_once(") ").ok_or("no stat")?;
        let ticks = fields.split(' ').skip(11).take(2).map(str::parse::<u64>).sum::<Result<u64, _>>()?;
        Ok(Duration::from_millis(ticks * 10))
    }

    /// Stops it and waits until it has ended, so that its files are complete.
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
        // The process may already have ended. Then both calls fail, which does not matter.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
