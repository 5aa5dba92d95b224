//! Tests of `imprint openapi --diff` as a command: its exit codes, and what it refuses.

use std::io::Write as _;
use std::process::Output;

use tempfile::NamedTempFile;

use super::child::imprint;

const OWN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.yaml");

fn run(base: &str, arguments: &[&str]) -> Output {
    let command = ["openapi", "--diff", base, "--accepted", "no-such-list.md"];
    imprint().args(command).args(arguments).stderr(std::process::Stdio::piped()).output().unwrap()
}

fn file(text: &str) -> NamedTempFile {
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file
}

/// The contract with one text replaced.
fn edited(old: &str, new: &str) -> NamedTempFile {
    let text = std::fs::read_to_string(OWN).unwrap();
    assert!(text.contains(old), "{old}");
    file(&text.replacen(old, new, 1))
}

#[test]
fn the_exit_code_says_whether_a_change_breaks_callers_or_needs_a_decision() {
    let (breaking, undecided) = (
        edited("operationId: getBook\n", "operationId: readBook\n"),
        edited("paths:\n", "x-new: 1\npaths:\n"),
    );
    let path = |file: &NamedTempFile| file.path().to_str().unwrap().to_owned();
    let code = |head: &str, more: &[&str]| run(OWN, &[&[head], more].concat()).status.code();

    assert_eq!(code(OWN, &["--strict"]), Some(0));
    assert_eq!(code(&path(&breaking), &["--strict"]), Some(1));
    assert_eq!(code(&path(&undecided), &[]), Some(0));
    assert_eq!(code(&path(&undecided), &["--strict"]), Some(3));
    let help = imprint().args(["openapi", "--help"]).output().unwrap().stdout;
    assert!(String::from_utf8(help).unwrap().contains("Exit codes of --diff:"));
}

#[test]
fn what_is_no_document_is_an_error_of_its_own_whichever_side_it_is_on() {
    let texts = [
        "",
        "just words\n",
        "openapi: [",
        "swagger: '2.0'\npaths: { /a: {} }\n",
        "openapi: 3.0.3\npaths: {}\n",
    ];
    for text in texts {
        let foreign = file(text);
        let path = foreign.path().to_str().unwrap();
        for output in [run(path, &[]), run(OWN, &[path])] {
            let said = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{text}: {said}");
            assert!(said.starts_with(&format!("imprint: {path}: ")) && output.stdout.is_empty(), "{said}");
        }
    }
    assert_eq!(run("no-such-file.yaml", &[]).status.code(), Some(2));
}
