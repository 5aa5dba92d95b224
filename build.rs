//! Sets the program's version: the package version, and the commit that it was built from, if known.

use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let commit = published().or_else(checked_out).map(|commit| format!(" ({})", &commit[..10]));
    let version = std::env::var("CARGO_PKG_VERSION").unwrap_or_default();
    println!("cargo::rustc-env=IMPRINT_VERSION={version}{}", commit.unwrap_or_default());
}

/// Returns the commit of a package, which cargo records when it creates one.
fn published() -> Option<String> {
    let file = ".cargo_vcs_info.json";
    let text = std::fs::read_to_string(file).ok()?;
    let (_, rest) = text.split_once("\"sha1\": \"")?;
    whole(rest.split('"').next()?)
}

/// Returns the commit of a working tree. There may be no git, or this folder may be inside another project's repository.
fn checked_out() -> Option<String> {
    let top = git(&["rev-parse", "--show-toplevel"])?;
    let here = std::env::var("CARGO_MANIFEST_DIR").ok()?;
    if Path::new(&top).canonicalize().ok()? != Path::new(&here).canonicalize().ok()? {
        return None;
    }
    // The log grows with each commit. Only a release build is worth rebuilding for a new commit.
    let log = git(&["rev-parse", "--git-path", "logs/HEAD"])?;
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") && Path::new(&log).is_file() {
        println!("cargo::rerun-if-changed={log}");
    }
    whole(&git(&["rev-parse", "HEAD"])?)
}

fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

/// Returns a full commit hash.
fn whole(text: &str) -> Option<String> {
    let name = text.trim();
    (name.len() >= 40 && name.bytes().all(|byte| byte.is_ascii_hexdigit())).then(|| name.to_owned())
}
